using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>A function of four numbers, as emitted code writes it, for whole vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise4
{
    /// <summary>The function.</summary>
    static abstract T Apply<T>(T a, T b, T c, T d)
        where T : unmanaged, IVectorMath<T>;
}

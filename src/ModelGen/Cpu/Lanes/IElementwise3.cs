using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>A function of three numbers, as emitted code writes it, for whole vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise3
{
    /// <summary>The function.</summary>
    static abstract T Apply<T>(T a, T b, T c)
        where T : unmanaged, IVectorMath<T>;
}

using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>A function of six numbers, as emitted code writes it, for whole vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise6
{
    /// <summary>The function.</summary>
    static abstract T Apply<T>(T a, T b, T c, T d, T e, T f)
        where T : unmanaged, IVectorMath<T>;
}

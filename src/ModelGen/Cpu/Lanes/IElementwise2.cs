using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>A function of two numbers, as emitted code writes it, for whole vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise2
{
    /// <summary>The function.</summary>
    static abstract T Apply<T>(T a, T b)
        where T : unmanaged, IVectorMath<T>;
}

using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>A function of one number, as emitted code writes it, for whole vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementwise1
{
    /// <summary>The function.</summary>
    static abstract T Apply<T>(T a)
        where T : unmanaged, IVectorMath<T>;
}

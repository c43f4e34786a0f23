using ILGPU.Runtime;
using ILGPU.Surface;

namespace ILGPU;

/// <summary>Memory of one thread. It starts as garbage.</summary>
public static class LocalMemory
{
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged
        => Flow.Current.Local.Allocate<T>(extent);

    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged
        => Allocate<T>(extent.X);
}

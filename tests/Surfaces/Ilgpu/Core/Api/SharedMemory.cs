using ILGPU.Runtime;
using ILGPU.Surface;

namespace ILGPU;

/// <summary>Memory that all threads of a group see. It starts as garbage.</summary>
public static class SharedMemory
{
    public static ref T Allocate<T>()
        where T : unmanaged
        => ref Allocate<T>(1)[0];

    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged
    {
        Flow flow = Flow.Current;
        return flow.Group.Shared.Allocate<T>(flow.SharedBlocks++, extent);
    }

    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged
        => Allocate<T>(extent.X);

    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged
        => Flow.Current.Group.Shared.Dynamic<T>();
}

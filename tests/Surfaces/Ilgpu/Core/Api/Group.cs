using System.Runtime.CompilerServices;
using ILGPU.Surface;

namespace ILGPU;

/// <summary>Where the thread is in its group, and what the group does together.</summary>
public static class Group
{
    public static int IdxX => Flow.Current.Position.X;

    public static int IdxY => Flow.Current.Position.Y;

    public static int IdxZ => Flow.Current.Position.Z;

    public static int DimX => Flow.Current.Group.GroupDim.X;

    public static int DimY => Flow.Current.Group.GroupDim.Y;

    public static int DimZ => Flow.Current.Group.GroupDim.Z;

    public static Index3D Index => Flow.Current.Position;

    public static Index3D Dimension => Flow.Current.Group.GroupDim;

    public static int LinearIndex => Flow.Current.Index;

    public static bool IsFirstThread => LinearIndex == 0;

    public static bool IsLastThread => LinearIndex == Dimension.Size - 1;

    /// <exception cref="KernelFaultException">Not all threads of the group come to a barrier.</exception>
    public static void Barrier()
    {
        Flow flow = Flow.Current;
        flow.Group.Barrier(flow);
    }

    public static int BarrierPopCount(bool predicate)
    {
        Flow flow = Flow.Current;
        flow.Slots[0] = predicate ? (byte)1 : (byte)0;
        flow.Group.Barrier(flow);
        int count = 0;
        for (int i = 0; i < Dimension.Size; i++)
            count += flow.Group.At(i).Slots[0];
        flow.Group.Barrier(flow);
        return count;
    }

    public static bool BarrierAnd(bool predicate) => BarrierPopCount(predicate) == Dimension.Size;

    public static bool BarrierOr(bool predicate) => BarrierPopCount(predicate) > 0;

    public static T Broadcast<T>(T value, int groupIndex)
        where T : unmanaged
    {
        Flow flow = Flow.Current;
        if ((uint)groupIndex >= (uint)Dimension.Size)
            throw new KernelFaultException($"Group.Broadcast from thread {groupIndex} of {Dimension.Size}");
        if (Unsafe.SizeOf<T>() > Flow.SlotBytes)
            throw new KernelFaultException($"Group.Broadcast<{typeof(T).Name}>: more than {Flow.SlotBytes} bytes");
        Unsafe.WriteUnaligned(ref flow.Slots[0], value);
        flow.Group.Barrier(flow);
        T result = Unsafe.ReadUnaligned<T>(ref flow.Group.At(groupIndex).Slots[0]);
        flow.Group.Barrier(flow);
        return result;
    }
}

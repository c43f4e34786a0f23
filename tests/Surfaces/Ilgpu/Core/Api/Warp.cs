using System.Runtime.CompilerServices;
using ILGPU.Surface;

namespace ILGPU;

/// <summary>What the lanes of one warp do together. All lanes that the group has must take part.</summary>
public static class Warp
{
    public static int WarpSize => Flow.Current.Group.WarpSize;

    public static int LaneIdx => Flow.Current.Index % WarpSize;

    public static int WarpIdx => Flow.Current.Index / WarpSize;

    public static bool IsFirstLane => LaneIdx == 0;

    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    public static void Barrier()
    {
        Flow flow = Flow.Current;
        flow.Group.Meet(flow, new Exchange(nameof(Barrier), typeof(void), WarpSize));
    }

    public static T Shuffle<T>(T variable, int sourceLane)
        where T : unmanaged
        => Shuffle(variable, sourceLane, WarpSize);

    public static T Shuffle<T>(T variable, int sourceLane, int width)
        where T : unmanaged
        => Exchange(nameof(Shuffle), variable, sourceLane, width, static (lane, source, size) => source % size);

    public static T ShuffleDown<T>(T variable, int delta)
        where T : unmanaged
        => ShuffleDown(variable, delta, WarpSize);

    public static T ShuffleDown<T>(T variable, int delta, int width)
        where T : unmanaged
        => Exchange(nameof(ShuffleDown), variable, delta, width, static (lane, delta, size) => lane + delta < size ? lane + delta : lane);

    public static T ShuffleUp<T>(T variable, int delta)
        where T : unmanaged
        => ShuffleUp(variable, delta, WarpSize);

    public static T ShuffleUp<T>(T variable, int delta, int width)
        where T : unmanaged
        => Exchange(nameof(ShuffleUp), variable, delta, width, static (lane, delta, _) => lane >= delta ? lane - delta : lane);

    public static T ShuffleXor<T>(T variable, int mask)
        where T : unmanaged
        => ShuffleXor(variable, mask, WarpSize);

    public static T ShuffleXor<T>(T variable, int mask, int width)
        where T : unmanaged
        => Exchange(nameof(ShuffleXor), variable, mask, width, static (lane, mask, _) => lane ^ mask);

    public static T Broadcast<T>(T value, int sourceLane)
        where T : unmanaged
        => Exchange(nameof(Broadcast), value, sourceLane, WarpSize, static (_, source, _) => source);

    private delegate int PickSource(int lane, int operand, int width);

    private static T Exchange<T>(string operation, T value, int operand, int width, PickSource pick)
        where T : unmanaged
    {
        Flow flow = Flow.Current;
        if (width < 1 || width > WarpSize || (width & (width - 1)) != 0)
            throw new KernelFaultException($"Warp.{operation} of width {width}: a power of two up to {WarpSize} is needed");
        if (Unsafe.SizeOf<T>() > Flow.SlotBytes)
            throw new KernelFaultException($"Warp.{operation}<{typeof(T).Name}>: more than {Flow.SlotBytes} bytes");

        int slot = (flow.Exchanges++ & 1) * Flow.SlotBytes;
        Unsafe.WriteUnaligned(ref flow.Slots[slot], value);
        flow.Group.Meet(flow, new Exchange(operation, typeof(T), width));

        int lane = LaneIdx % width;
        int first = flow.Index - lane;
        int source = pick(lane, operand, width);
        if (source < 0 || source >= width || first + source >= Group.Dimension.Size)
            throw new KernelFaultException($"Warp.{operation} reads lane {source} of {width}, which the group does not have");
        return Unsafe.ReadUnaligned<T>(ref flow.Group.At(first + source).Slots[slot]);
    }
}

using System.Threading;

namespace ILGPU;

public static class MemoryFence
{
    public static void GroupLevel() => Interlocked.MemoryBarrier();

    public static void DeviceLevel() => Interlocked.MemoryBarrier();

    public static void SystemLevel() => Interlocked.MemoryBarrier();
}

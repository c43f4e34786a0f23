using System.Collections.Concurrent;

namespace ILGPU.Surface;

/// <summary>Groups with their memory, kept for the next launch.</summary>
internal static class ThreadGroupPool
{
    private static readonly ConcurrentBag<ThreadGroup> s_idle = [];

    public static ThreadGroup Rent() => s_idle.TryTake(out ThreadGroup? group) ? group : new ThreadGroup();

    public static void Return(ThreadGroup group) => s_idle.Add(group);
}

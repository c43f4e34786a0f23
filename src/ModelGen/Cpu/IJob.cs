namespace ModelGen.Cpu;

/// <summary>Work that falls into independent tasks, for <see cref="ThreadTeam.Run{TJob}(ref TJob, int)"/>.</summary>
/// <remarks>Implemented by structs, so that a run allocates nothing and the call is not virtual. A ref struct may hold spans.</remarks>
public interface IJob
{
    /// <summary>Does one task. What it writes must depend on <paramref name="task"/> alone, never on <paramref name="worker"/>.</summary>
    /// <param name="task">0 to the number of tasks, each exactly once, in no particular order.</param>
    /// <param name="worker">0 to <see cref="ThreadTeam.Threads"/>: which member of the team runs the task (for scratch memory).</param>
    void Execute(int task, int worker);
}

using System;
using System.Threading;

namespace ModelGen.Cpu;

/// <content>Work that is no kernel: parts of very different length, such as the tensors of a file.</content>
public sealed partial class ThreadTeam
{
    /// <summary>Does every part once, each thread taking the next one when it is done with its last, and returns when all are done.</summary>
    /// <param name="count">How many parts.</param>
    /// <param name="part">Does one of them. Runs that it starts are done inline.</param>
    /// <param name="mostThreads">The most threads that work at once.</param>
    /// <remarks>The first exception of a part is thrown here, as it is; parts that had not begun by then are dropped.</remarks>
    internal void ForEach(int count, Action<int> part, int mostThreads = int.MaxValue)
    {
        int next = 0;
        unsafe
        {
            Parts parts = new() { Part = part, Count = count, Next = &next };
            Run(ref parts, Math.Min(count, Math.Min(mostThreads, Threads)));
        }
    }

    private unsafe struct Parts : IJob
    {
        public Action<int> Part;
        public int Count;

        /// <summary>On the caller's stack, which waits for all tasks.</summary>
        public int* Next;

        public readonly void Execute(int task, int worker)
        {
            try
            {
                for (int part; (part = Interlocked.Increment(ref *Next) - 1) < Count;) Part(part);
            }
            catch
            {
                Volatile.Write(ref *Next, Count);
                throw;
            }
        }
    }
}

using System;

namespace ModelGen.Cpu;

/// <summary>Some numbers, each the sum of a loss over as many rows.</summary>
internal unsafe struct TermsJob<TRows> : IJob
    where TRows : unmanaged, IRowLoss
{
    public TRows Rows;
    public float* Terms;
    public int Count;
    public int Each; // rows of a term
    public int PerTask;

    public readonly void Execute(int task, int worker)
    {
        int end = (int)Math.Min(((long)task + 1) * PerTask, Count);
        for (int i = task * PerTask; i < end; i++) Terms[i] = (float)Rows.Sum(i * Each, (i + 1) * Each);
    }
}

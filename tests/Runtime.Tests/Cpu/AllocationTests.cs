using System;
using System.Threading;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Allocation is counted over the whole process, so these run while no other test does.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    [Fact]
    public void ARunAllocatesNothing()
    {
        using ThreadTeam team = new(2);
        CountingJob job = default;
        AssertNoAllocation(() => team.Run(ref job, 16, scratchFloats: 4096));
        Assert.True(job.Count > 0);
    }

    [Fact]
    public void LinearKernelsAllocateNothingAfterWarmUp()
    {
        using ThreadTeam team = new(2);
        const int rows = 70, inputs = 300, outputs = 500;
        float[] x = Reference.Random(rows * inputs, 1);
        float[] weight = Reference.Random(outputs * inputs, 2);
        float[] bias = new float[outputs];
        float[] y = new float[rows * outputs];
        float[] dx = new float[rows * inputs];
        float[] dWeight = new float[outputs * inputs];
        AssertNoAllocation(Step);

        void Step()
        {
            LinearKernels.Forward(team, x, weight, bias, y, rows, inputs, outputs, Activation.Gelu);
            LinearKernels.Forward(team, x.AsSpan(0, inputs), weight, bias, y.AsSpan(0, outputs), 1, inputs, outputs, Activation.Silu);
            LinearKernels.BackwardInput(team, y, weight, dx, rows, inputs, outputs);
            LinearKernels.BackwardWeight(team, y, x, dWeight, bias, rows, inputs, outputs);
        }
    }

    private static void AssertNoAllocation(Action action)
    {
        for (int i = 0; i < 5; i++)
        {
            action();
        }

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            // The runtime and the test runner may allocate on their own threads: one quiet attempt is proof.
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 50; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }

    private struct CountingJob : IJob
    {
        public int Count;

        public void Execute(int task, int worker) => Interlocked.Increment(ref Count);
    }
}

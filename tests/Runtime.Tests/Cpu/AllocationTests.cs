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

    [Fact]
    public void OtherKernelsAllocateNothingAfterWarmUp()
    {
        using ThreadTeam team = new(2);
        const int batch = 2, length = 70, heads = 4, kvHeads = 2, size = 32, width = heads * size, rows = batch * length;
        float[] qkv = Reference.Random(rows * (heads + (2 * kvHeads)) * size, 1), dQkv = new float[qkv.Length];
        float[] x = Reference.Random(rows * width, 2), y = new float[x.Length], logs = new float[batch * heads * length];
        float[] gain = Reference.Random(width, 3), dGain = new float[width], mean = new float[rows], inverse = new float[rows];
        float[] cache = new float[length * kvHeads * size], cache2 = new float[cache.Length];
        int[] ids = new int[rows];
        AssertNoAllocation(Step);

        void Step()
        {
            RotaryKernels.Forward(team, qkv, dQkv, batch, length, heads, kvHeads, size, 10000);
            AttentionKernels.Forward(team, qkv, [], y, logs, batch, length, heads, kvHeads, size, causal: true, dropout: 0.1f, key: 3);
            AttentionKernels.Backward(team, qkv, [], y, logs, x, dQkv, batch, length, heads, kvHeads, size, causal: true, dropout: 0.1f, key: 3);
            AttentionKernels.Decode(team, qkv.AsSpan(0, width * 2), cache, cache2, y.AsSpan(0, width), 40, 1, heads, kvHeads, size, length);
            NormKernels.LayerNorm(team, x, gain, gain, y, mean, inverse, rows, width, 1e-5f);
            NormKernels.LayerNormBackward(team, y, x, gain, mean, inverse, [], y, dGain, dGain, rows, width);
            ActivationKernels.Forward(team, Activation.Gelu, x, y, x.Length);
            SoftmaxKernels.Forward(team, x, y, rows, width);
            PositionKernels.Sinusoidal(team, x, y, batch, length, width);
            EmbeddingKernels.Backward(team, ids, y, gain, 1, batch, length, width);
            PoolKernels.MaxOverTime(team, x, [], y.AsSpan(0, batch * width), batch, length, width);
            DropoutKernels.Apply(team, x, y, x.Length, 0.5f, 1);
            LossKernels.CrossEntropy(team, x, ids, [], y, rows, width);
            LossKernels.MeanSquaredError(team, x, x, y, x.Length);
        }
    }

    private static void AssertNoAllocation(Action action)
    {
        for (int i = 0; i < 5; i++)
        {
            action();
        }

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 100 && least > 0; attempt++)
        {
            // The runtime and the test runner allocate on their own threads now and then: attempts are short, and one quiet one is proof.
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 3; i++)
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

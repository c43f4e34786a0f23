using System;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Cpu.Simd;
using Xunit;
using Lanes128 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd128, System.Runtime.Intrinsics.Vector128<float>>;
using Lanes256 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd256, System.Runtime.Intrinsics.Vector256<float>>;
using Lanes512 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd512, System.Runtime.Intrinsics.Vector512<float>>;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>A NaN anywhere in what a pool sees is its result, so that divergence is noticed: no vector width, size or place may lose it.</summary>
public sealed class NaNPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(53)]
    public void OverAWholeAxis(int length)
    {
        foreach (int width in (int[])[1, 5, 33])
        {
            for (int at = 0; at < length * width; at++)
            {
                float[] x = Poisoned(length * width, at), mask = [.. Enumerable.Repeat(1f, length)];
                Check(at % width, width, y => PoolKernels.MaxOverTime(Compare.Team, x, [], y, 1, length, width));
                Check(at % width, width, y => PoolKernels.MaxOverTime(Compare.Team, x, mask, y, 1, length, width));
                Check(at % width, width, y => PoolKernels.MeanOverTime(Compare.Team, x, [], y, 1, length, width));
                Check(at / length, width, y => PoolKernels.MaxOverSpace(Compare.Team, x, y, width, length));
                Check(at / length, width, y => PoolKernels.MeanOverSpace(Compare.Team, x, y, width, length));
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void OverWindowsOfTime(int size)
    {
        const int Width = 19;
        for (int at = 0; at < size * Width; at++)
        {
            float[] x = Poisoned(size * Width, at), mask = [.. Enumerable.Repeat(1f, size)];
            Check(at % Width, Width, y => TimeWindowKernels.Max(Compare.Team, x, [], y, 1, size, 1, Width, size, size, 0));
            Check(at % Width, Width, y => TimeWindowKernels.Max(Compare.Team, x, mask, y, 1, size, 1, Width, size, size, 0));
            Check(at % Width, Width, y => TimeWindowKernels.Mean(Compare.Team, x, mask, y, 1, size, 1, Width, size, size, 0));
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 17)]
    [InlineData(3, 1)]
    [InlineData(3, 6)]
    [InlineData(5, 7)]
    public void OverWindowsOfSpace(int size, int windows)
    {
        WindowShape shape = new(size, size * windows, size, size);
        for (int at = 0; at < shape.Pixels; at++)
        {
            float[] x = Poisoned(shape.Pixels, at);
            Check(at % shape.Width / size, windows, y => WindowPoolKernels.Max(Compare.Team, x, y, 1, shape));
            Check(at % shape.Width / size, windows, y => WindowPoolKernels.Mean(Compare.Team, x, y, 1, shape));
        }
    }

    /// <summary>Prediction pools what a convolution gives while it is warm, before bias and activation.</summary>
    [Theory]
    [InlineData(Activation.None)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    public void OverAConvolutionsResult(Activation activation)
    {
        ConvolutionShape shape = new(1, 4, 4, 1, Kernel: 1);
        for (int at = 0; at < 16; at++)
        {
            float[] x = Poisoned(16, at);
            Check(
                (at / 8 * 2) + (at % 4 / 2), 4,
                y => ConvolutionKernels.ForwardPooled(Compare.Team, x, [1], [0.5f], y, 1, shape, new WindowShape(4, 4, 2, 2), isMax: true, activation));
        }
    }

    [Fact]
    public void OnEveryWidthOfVectors()
    {
        Width<Lanes128>();
        if (VectorPath.Supports(256)) Width<Lanes256>();
        if (VectorPath.Supports(512)) Width<Lanes512>();
    }

    private static unsafe void Width<T>()
        where T : unmanaged, ILanes<T>
    {
        for (int at = 0; at < T.Count; at++)
        {
            float[] values = Poisoned(T.Count, at), numbers = [.. Enumerable.Range(0, T.Count).Select(i => (float)i)], y = new float[T.Count];
            fixed (float* poisoned = values, sound = numbers, py = y)
            {
                T.MaxOrNaN(T.Load(poisoned), T.Load(sound)).Store(py);
                Assert.Equal(numbers.Select((value, i) => i == at ? float.NaN : Math.Max(value, values[i])), y);
                T.MaxOrNaN(T.Load(sound), T.Load(poisoned)).Store(py);
                Assert.Equal(numbers.Select((value, i) => i == at ? float.NaN : Math.Max(value, values[i])), y);
                Assert.True(float.IsNaN(T.LargestOrNaN(T.Load(poisoned))));
                Assert.Equal(T.Count - 1, T.LargestOrNaN(T.Load(sound)));
            }
        }
    }

    private static float[] Poisoned(int count, int at) => [.. Enumerable.Range(0, count).Select(i => i == at ? float.NaN : (i * 7 % 11) - 5f)];

    private static void Check(int place, int count, Action<float[]> pool)
    {
        float[] y = new float[count];
        pool(y);
        Assert.Equal(Enumerable.Range(0, count).Select(i => i == place), y.Select(float.IsNaN));
    }
}

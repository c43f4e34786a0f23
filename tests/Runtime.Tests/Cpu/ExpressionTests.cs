using System;
using System.Linq;
using System.Runtime.CompilerServices;
using ModelGen.Cpu;
using Xunit;
using Lanes128 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd128, System.Runtime.Intrinsics.Vector128<float>>;
using Lanes256 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd256, System.Runtime.Intrinsics.Vector256<float>>;
using Lanes512 = ModelGen.Cpu.Lanes<ModelGen.Cpu.Simd.Simd512, System.Runtime.Intrinsics.Vector512<float>>;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>The loop over emitted expressions, and the functions that they may call.</summary>
public sealed class ExpressionTests
{
    private static readonly int[] Counts = [0, 1, 3, 15, 16, 17, 255, 256, 257, 1000, 40_001];

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void FunctionsAreWithinAFewUnits(int path)
    {
        Check<SinOf>(path, Math.Sin, -20, 20, 4e-7, 2e-7);
        Check<CosOf>(path, Math.Cos, -20, 20, 4e-7, 2e-7);
        Check<LogOf>(path, Math.Log, 1e-6, 1e6, 3e-7, 1e-7);
        Check<SqrtOf>(path, Math.Sqrt, 0, 1e4, 1e-7, 0);
        Check<CumulativeOf>(path, x => 0.5 * (1 + Reference.Erf(x / Math.Sqrt(2))), -6, 6, 3e-7, 1e-7);
        Check<DensityOf>(path, x => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI), -6, 6, 3e-6, 0);
        Check<PowerOf>(path, x => Math.Pow(x, 1.7f), 0, 50, 2e-7, 0);
        Check<EluOf>(path, x => x > 0 ? x : 0.3f * (Math.Exp(x) - 1), -10, 3, 5e-7, 0);
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void NaNStaysNaN(int path)
    {
        float[] x = [float.NaN, 1, float.NaN, -1, 2];
        Assert.All(new[] { Run<BoundedOf>(path, x), Run<LeastOf>(path, x), Run<SinOf>(path, x), Run<EluOf>(path, x), Run<PowerOf>(path, x) }, y => Assert.Equal([true, false, true], y[..3].Select(float.IsNaN)));
    }

    [Fact]
    public void OneToSixBuffersInRegistersAndInBlocks()
    {
        foreach (int count in Counts)
        {
            float[][] x = [.. Enumerable.Range(0, 6).Select(i => Reference.Random(count, i + 1))];
            foreach (int values in new[] { 0, 12 })
            {
                Same(1, (team, y) => ElementwiseKernels.Apply<One>(team, x[0], y, count, values));
                Same(2, (team, y) => ElementwiseKernels.Apply<Two>(team, x[0], x[1], y, count, values));
                Same(3, (team, y) => ElementwiseKernels.Apply<Three>(team, x[0], x[1], x[2], y, count, values));
                Same(4, (team, y) => ElementwiseKernels.Apply<Four>(team, x[0], x[1], x[2], x[3], y, count, values));
                Same(5, (team, y) => ElementwiseKernels.Apply<Five>(team, x[0], x[1], x[2], x[3], x[4], y, count, values));
                Same(6, (team, y) => ElementwiseKernels.Apply<Six>(team, x[0], x[1], x[2], x[3], x[4], x[5], y, count, values));
            }

            void Same(int inputs, Action<ThreadTeam, float[]> kernel)
            {
                float[] y = Compare.OnEveryTeam(team =>
                {
                    float[] own = new float[count];
                    kernel(team, own);
                    return own;
                });
                Compare.Close([.. Enumerable.Range(0, count).Select(i => Math.Tanh(x[0][i]) + x.Take(inputs).Skip(1).Sum(each => (double)each[i]))], y, 1e-6);
            }
        }
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        float[] four = new float[4], three = new float[3];
        Assert.Contains("b", Assert.Throws<ShapeMismatchException>(() => ElementwiseKernels.Apply<Two>(Compare.Team, four, three, four, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("y", Assert.Throws<ShapeMismatchException>(() => ElementwiseKernels.Apply<One>(Compare.Team, four, three, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => ElementwiseKernels.Apply<One>(Compare.Team, four, four, -1));
        Assert.Throws<InvalidOperationException>(() => ElementwiseKernels.Apply<Six>(new ThreadTeam(1), four, four, four, four, four, four, four, 4, values: 2));
    }

    private static unsafe float[] Run<TFunction>(int path, float[] x)
        where TFunction : struct, IElementwise1
    {
        float[] y = new float[x.Length];
        fixed (float* px = x, py = y)
        {
            if (path == 512) MapN.Range<ElementwiseKernels.Function1<TFunction>, Lanes512>(px, null, null, null, null, null, py, x.Length);
            else if (path == 256) MapN.Range<ElementwiseKernels.Function1<TFunction>, Lanes256>(px, null, null, null, null, null, py, x.Length);
            else MapN.Range<ElementwiseKernels.Function1<TFunction>, Lanes128>(px, null, null, null, null, null, py, x.Length);
        }

        return y;
    }

    private static void Check<TFunction>(int path, Func<double, double> definition, double from, double to, double relative, double absolute)
        where TFunction : struct, IElementwise1
    {
        float[] x = [.. Enumerable.Range(0, 20_001).Select(i => (float)(from + ((to - from) * i / 20_000)))];
        float[] y = Run<TFunction>(path, x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = definition(x[i]);
            Assert.True(Math.Abs(y[i] - expected) <= (relative * Math.Abs(expected)) + absolute, $"{typeof(TFunction).Name}({x[i]:R}) is {expected:R}, not {y[i]:R}");
        }
    }

    private readonly struct SinOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Sin(a);
    }

    private readonly struct CosOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Cos(a);
    }

    private readonly struct LogOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Log(a);
    }

    private readonly struct SqrtOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Sqrt(a);
    }

    private readonly struct CumulativeOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.NormalCumulative(a);
    }

    private readonly struct DensityOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.NormalDensity(a);
    }

    private readonly struct PowerOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Power(a, T.Of(1.7f));
    }

    private readonly struct EluOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Elu(a, T.Of(0.3f));
    }

    private readonly struct BoundedOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Clamp(a, T.Of(-2), T.Of(2));
    }

    private readonly struct LeastOf : IElementwise1
    {
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Minimum(T.Maximum(a, T.Of(-2)), T.Of(2));
    }

    private readonly struct One : IElementwise1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a) where T : unmanaged, IVectorMath<T> => T.Tanh(a);
    }

    private readonly struct Two : IElementwise2
    {
        public static T Apply<T>(T a, T b) where T : unmanaged, IVectorMath<T> => T.Tanh(a) + b;
    }

    private readonly struct Three : IElementwise3
    {
        public static T Apply<T>(T a, T b, T c) where T : unmanaged, IVectorMath<T> => T.Tanh(a) + b + c;
    }

    private readonly struct Four : IElementwise4
    {
        public static T Apply<T>(T a, T b, T c, T d) where T : unmanaged, IVectorMath<T> => T.Tanh(a) + b + c + d;
    }

    private readonly struct Five : IElementwise5
    {
        public static T Apply<T>(T a, T b, T c, T d, T e) where T : unmanaged, IVectorMath<T> => T.Tanh(a) + b + c + d + e;
    }

    private readonly struct Six : IElementwise6
    {
        public static T Apply<T>(T a, T b, T c, T d, T e, T f) where T : unmanaged, IVectorMath<T> => T.Tanh(a) + b + c + d + (e - T.Of(0)) + f;
    }
}

using System;
using System.Linq;
using Xunit;

namespace ModelGen.Runtime.Tests.Core;

public sealed class ParameterStoreTests
{
    [Fact]
    public void ParametersAreAlignedWindowsOfOneBuffer()
    {
        ParameterStore store = new(100, 1);
        Parameter a = store.Add("a", Initializer.Ones, [5]), b = store.Add("b", Initializer.Constant(2), [2, 3]);
        Assert.Equal((0, 16), (a.Offset, b.Offset));
        Assert.Equal(22, store.Values.Length);
        Assert.Equal([1f, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2], store.Values);
        b.Gradient[1] = 7;
        Assert.Equal(7f, store.Gradients[17]);
        store.ZeroGradients();
        Assert.Equal(0f, b.Gradient[1]);
        b.AsTensor()[1, 2] = 9;
        Assert.Equal(9f, b.Value[5]);
    }

    [Fact]
    public void APackHasNoGaps()
    {
        ParameterStore store = new(100, 1);
        store.Add("x", Initializer.Ones, [3]);
        store.BeginPack();
        Parameter q = store.Add("q", Initializer.Constant(1), [2, 3]), k = store.Add("k", Initializer.Constant(2), [1, 3]);
        Parameter packed = store.EndPack([3, 3]);
        Assert.Equal([1f, 1, 1, 1, 1, 1, 2, 2, 2], packed.Value);
        Assert.Equal((16, 22), (q.Offset, k.Offset));
        Assert.Equal(["x", "q", "k"], store.Parameters.Select(parameter => parameter.Name));
        Parameter row = packed.Rows(2, 1);
        row.Value[0] = 5;
        Assert.Equal(5f, k.Value[0]);
        Assert.Equal([1, 3], row.Shape);
        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Rows(2, 2));
    }

    [Fact]
    public void MisuseIsRefused()
    {
        ParameterStore store = new(20, 1);
        store.Add("a", Initializer.Ones, [5]);
        Assert.Throws<ArgumentException>(() => store.Add("a", Initializer.Ones, [1]));
        Assert.Throws<InvalidOperationException>(() => store.Add("b", Initializer.Ones, [5]));
        Assert.Throws<ArgumentException>(() => store.Add("c", Initializer.Ones, [3], transposed: true));
        Assert.Throws<ArgumentException>(() => store.Add("d", Initializer.Ones, [100_000, 100_000]));
        Assert.Throws<InvalidOperationException>(() => store.EndPack([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterStore(long.MaxValue, 1));
    }

    [Fact]
    public void ValuesDependOnSeedAndPlaceAlone()
    {
        float[] first = Fill(7);
        Assert.Equal(first, Fill(7));
        Assert.NotEqual(first, Fill(8));
        float[] both = Fill(7);
        Assert.NotEqual(both[..100_000], both[100_000..200_000]);

        static float[] Fill(ulong seed)
        {
            ParameterStore store = new(200_000, seed);
            store.Add("a", Initializer.Normal(1), [100_000]);
            store.Add("b", Initializer.Normal(1), [100_000]);
            return store.Values.ToArray();
        }
    }

    [Fact]
    public void DistributionsHaveTheirMoments()
    {
        ParameterStore store = new(400_000, 3);
        float[] normal = store.Add("n", Initializer.Normal(0.02f), [199_999]).Value.ToArray(), uniform = store.Add("u", Initializer.Uniform(0.5f), [199_999]).Value.ToArray();
        Assert.Equal(0, normal.Average(), 3e-4);
        Assert.Equal(0.02, Math.Sqrt(normal.Average(x => x * (double)x)), 2e-4);
        Assert.Equal(3.0, normal.Average(x => Math.Pow(x / 0.02, 4)), 0.1);
        Assert.Equal(0, uniform.Average(), 2e-3);
        Assert.Equal(1 / 12.0, uniform.Average(x => x * (double)x), 1e-3);
        Assert.True(uniform.Min() >= -0.5f && uniform.Max() < 0.5f);
    }
}

using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Reflection;
using Xunit;

namespace ModelGen.Models.Tests;

/// <summary>A pass that is cut into parts computes what it computes in one piece, and every part is short enough for the JIT.</summary>
public class LongModelTests
{
    private static readonly float[] s_x = [0.5f, -1, 2, 0.25f, 1, 3, -2, -0.5f];

    private static readonly float[] s_y = [1, 0, 0, -1, 0.5f, 0.5f, 2, 0];

    [Fact]
    public void PartsComputeWhatALoopComputes()
    {
        var parts = new LongModel(seed: 3);
        var loop = new LoopedModel(seed: 3);
        Assert.True(parts.Store.Values.SequenceEqual(loop.Store.Values));
        ReadOnlyTensorSpan<float> x = new(s_x, [2, 4]);
        ReadOnlyTensorSpan<float> y = new(s_y, [2, 4]);
        Assert.Equal(loop.Predict(x).ToArray(), parts.Predict(x).ToArray());
        Assert.Equal(loop.ComputeGradients(x, y), parts.ComputeGradients(x, y));
        Assert.True(parts.Store.Gradients.SequenceEqual(loop.Store.Gradients));
        Assert.Contains(parts.Store.Gradients.ToArray(), gradient => gradient != 0);
    }

    /// <summary>From some 40 KB of IL on, the JIT stops optimising.</summary>
    [Fact]
    public void NoMethodIsTooLongForTheJit()
    {
        MethodInfo[] methods = typeof(LongModel).GetNestedType("CpuPasses", BindingFlags.NonPublic)!.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.Contains(methods, method => method.Name == "BackwardPart2");
        Assert.All(methods, method => Assert.InRange(method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, 0, 40_000));
    }
}

using System;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Long pipelines: no method that the JIT gives up on, and no waiting for the compiler.</summary>
public partial class LengthTests
{
    private static string Pipeline(int layers) => $"Input(16), {string.Join(", ", Enumerable.Repeat("Linear(16), LayerNorm", layers / 2))}, Loss(Loss.CrossEntropy)";

    [Fact]
    public void NoMethodHasMoreCallsThanTheJitOptimises()
    {
        string text = Compiled.File(Declared.Model(Pipeline(700)), ".Cpu.g.cs");
        string[] methods = [.. Methods().Split(text)];
        Assert.All(methods, method => Assert.InRange(Calls().Count(method), 0, PassMethod.LongestPart));
        // 700 layers: as many calls in prediction and forward, and 350 norms and 2 x 350 products in backward.
        Assert.Equal(700 + 700 + 1050, Calls().Count(text));
        Assert.Equal(4, Regex.Count(text, @"^\s+PredictPart\d+\(", RegexOptions.Multiline));
    }

    [Fact]
    public void ShortPipelinesAreOneMethod() => Assert.DoesNotContain("Part1", Compiled.File(Declared.Model(Pipeline(100)), ".Cpu.g.cs"), StringComparison.Ordinal);

    /// <summary>The input's gradient, which a caller may leave out, is cut like the rest.</summary>
    [Fact]
    public void ConditionalPartsStayConditional()
    {
        string text = Compiled.File(Declared.Model($"Input(4), {string.Join(", ", Enumerable.Repeat("Softmax", 450))}"), ".Cpu.g.cs");
        Assert.Equal(3, Regex.Count(text, @"if \(!inputGradient\.IsEmpty\)\s+{\s+BackwardPart\d\("));
    }

    [Theory]
    [InlineData("Transformer(Layers = 12, Width = 768, Heads = 12)")]
    [InlineData("60 layers")]
    public void CompilesFast(string attributes)
    {
        ModelSpec spec = Declared.Model(attributes.Replace("60 layers", Pipeline(60), StringComparison.Ordinal));
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 200 && best >= TimeSpan.FromMilliseconds(50); i++)
        {
            var watch = Stopwatch.StartNew();
            Compiled.Result(spec);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(50), $"{best.TotalMilliseconds} ms");
    }

    [GeneratedRegex(@"^\s+Cpu::\w+Kernels\.", RegexOptions.Multiline)]
    private static partial Regex Calls();

    [GeneratedRegex(@"^\s+internal static ", RegexOptions.Multiline)]
    private static partial Regex Methods();
}

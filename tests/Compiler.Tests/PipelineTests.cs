using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Properties of every model that is right by construction.</summary>
public partial class PipelineTests
{
    private static Arbitrary<Sample> Samples { get; } = Gen.Choose(0, int.MaxValue).Select(seed => new Sample(seed)).ToArbitrary();

    [Fact]
    public void Compiles() => Prop.ForAll(Samples, sample => Compiled.Result(Declared.Model(sample.Attributes, sample.Blocks)).IsOk).QuickCheckThrowOnFailure();

    /// <summary>No layer stands in the way of the TorchSharp target.</summary>
    [Theory]
    [InlineData("0.99.6.0")]
    [InlineData("0.107.0.0")]
    public void CompilesForLibtorch(string version) => Prop.ForAll(Samples, sample =>
    {
        ModelSpec spec = Declared.Model(sample.Attributes, sample.Blocks) with { Backends = new("TorchSharp") };
        Result<CompiledModel> result = ModelCompiler.Compile(spec, new TargetEnvironment(TorchSharpVersion: version));
        Assert.True(result.IsOk, string.Join("\n", result.Errors.Select(Compiled.Text)));
        Assert.Contains(result.Value.Files, file => file.HintName.EndsWith(".Torch.g.cs", StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();

    /// <summary>Every value that a printed graph reads is printed before, with one type; fused or not.</summary>
    [Fact]
    public void PrintedGraphsAreConsistent() => Prop.ForAll(Samples, sample =>
    {
        LoweredModel model = Compiled.Model(sample.Attributes, sample.Blocks);
        AssertConsistent(GraphPrinter.Print(model.Main));
        foreach (bool fuse in new[] { false, true })
        {
            PlannedModel plan = ModelCompiler.PlanCpu(model, fuse);
            Assert.All(plan.Training, pass => Verify.Run(pass.Graph));
            Assert.All(plan.Prediction, pass => Verify.Run(pass.Graph with { Nodes = pass.Nodes, Children = [] }));
            Assert.Equal(model.Main.Outputs.Select(output => output.Type), plan.Prediction[^1].Graph.Outputs.Select(output => output.Type));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void MemoryIsNeverOverwrittenWhileItIsNeeded() => Prop.ForAll(Samples, sample =>
    {
        foreach (bool fuse in new[] { false, true })
        {
            PlannedModel plan = ModelCompiler.PlanCpu(Compiled.Model(sample.Attributes, sample.Blocks), fuse);
            foreach (PlannedPass pass in plan.Prediction.Concat(plan.Decoding))
            {
                MemoryCheck.Run(pass.Nodes, pass.Frame);
            }

            foreach (PlannedTraining pass in plan.Training)
            {
                MemoryCheck.Run(pass.Graph.Forward.Nodes, pass.Frames.Forward);
                MemoryCheck.Run(pass.Graph.Backward, pass.Frames.Backward);
            }
        }
    }).QuickCheckThrowOnFailure();

    private static void AssertConsistent(string text)
    {
        var types = new Dictionary<string, string>();
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("graph ", System.StringComparison.Ordinal))
            {
                types.Clear();
            }

            string[] sides = line.Split(" = ", 2);
            string reads = sides.Length > 1 ? sides[1] : line.TrimStart().StartsWith("return", System.StringComparison.Ordinal) ? line : "";
            Assert.All(Names().Matches(reads), name => Assert.True(types.ContainsKey(name.Value), $"{name.Value} is not defined in\n{text}"));
            foreach (Match defined in Definitions().Matches(line))
            {
                Assert.True(types.TryAdd(defined.Groups[1].Value, defined.Groups[2].Value), $"{defined.Groups[1].Value} is defined twice in\n{text}");
            }
        }
    }

    [GeneratedRegex("%[A-Za-z0-9_.]+")]
    private static partial Regex Names();

    [GeneratedRegex(@"(%[A-Za-z0-9_.]+): ((?:[fi]32|mask)\[[^\]]*\])")]
    private static partial Regex Definitions();

    private sealed record Sample
    {
        public Sample(int seed)
        {
            Attributes = new RandomSpecs(seed).Pipeline(out string[] blocks);
            Blocks = blocks;
        }

        public string Attributes { get; }

        public string[] Blocks { get; }

        public override string ToString() => $"{Attributes} where {string.Join(" ; ", Blocks)}";
    }
}

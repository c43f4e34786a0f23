using System.Linq;
using System.Text;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Three models from graph to text, as a reader sees them.</summary>
public class SnapshotTests
{
    [Theory]
    [InlineData("gpt")]
    [InlineData("llama")]
    [InlineData("mlp")]
    public void Graphs(string name)
    {
        LoweredModel model = Compiled.Model(Golden.Of(name));
        PlannedModel plain = ModelCompiler.PlanCpu(model, fuse: false);
        PlannedModel fused = ModelCompiler.PlanCpu(model);
        var text = new StringBuilder();
        text.Append("// Lowered.\n").Append(GraphPrinter.Print(model.Main));
        text.Append("\n// Differentiated.\n");
        plain.Training.ToList().ForEach(pass => text.Append(GraphPrinter.Print(pass.Graph)));
        text.Append("\n// Fused.\n");
        fused.Training.ToList().ForEach(pass => text.Append(GraphPrinter.Print(pass.Graph)));
        text.Append("\n// Prediction, fused.\n").Append(Passes(fused.Prediction));
        text.Append(fused.CanDecode ? "\n// Decoding, fused.\n" + Passes(fused.Decoding) : "");
        Snapshot.Match(text.ToString(), name, "txt");
    }

    [Theory]
    [InlineData("gpt")]
    [InlineData("llama")]
    [InlineData("mlp")]
    public void Files(string name)
    {
        EquatableArray<EmittedFile> files = Compiled.Result(Declared.Model(Golden.Of(name))).Value.Files;
        Snapshot.Match(string.Join("\n", files.Select(file => $"//// {file.HintName}\n{file.Text}")), name);
    }

    private static string Passes(System.Collections.Generic.IReadOnlyList<PlannedPass> passes) =>
        string.Concat(passes.Select(pass => GraphPrinter.Print(pass.Graph with { Nodes = pass.Nodes, Children = [] })));
}

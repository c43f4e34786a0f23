using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Passes;
using ModelGen.Generator.Tests;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>Models of several inputs, outputs and targets on the other targets: what is emitted compiles without a warning. Nothing runs here.</summary>
public class ObjectiveTargetTests
{
    private static readonly string[] s_both = ["TwoTasks", "Variational", "Steps", "OnePair", "OneOfTwoOutputs", "Short", "ShortSteps", "Names", "TwoHeads", "SharedMemory", "Recall", "Twice"];

    // What other losses are made of the oldest version's stand-in does not have.
    public static IEnumerable<object[]> Models =>
        [.. s_both.Select(name => new object[] { name, "0.99" }), .. s_both.Concat(ObjectiveModels.All.Keys).Distinct().Select(name => new object[] { name, "0.107" })];

    [Theory]
    [MemberData(nameof(Models))]
    public void CompilesWithoutAWarning(string name, string version)
    {
        CSharpCompilation user = TorchSurface.Project(version, $"public partial class {name};");
        SyntaxTree[] emitted = [.. CpuTarget.Emit(ModelCompiler.PlanCpu(Model(name))).Append(Torch(name, version)).Append(Onnx(name)).Select(file => UserProject.Parse(file.Text, file.HintName))];
        Assert.Empty(user.AddSyntaxTrees(emitted).GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath != "File0.cs"));
    }

    [Theory]
    [InlineData("TwoTasks")]
    [InlineData("Steps")]
    public void AsReadersSeeIt(string name) => Snapshot.Match($"{Torch(name, "0.107").Text}\n{Onnx(name).Text}", name);

    private static LoweredModel Model(string name) => ObjectiveModels.All.TryGetValue(name, out LoweredModel? model) ? model : GraphModels.All[name];

    private static EmittedFile Torch(string name, string version) => TorchTarget.Emit(Decompose.Run(Model(name), op => op is ITorchOp), version);

    private static EmittedFile Onnx(string name) => OnnxTarget.Emit(OnnxTarget.Prepare(Decompose.Run(Model(name), op => op is IOnnxOp)));
}

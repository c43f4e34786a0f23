using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>MGEN5xxx: warnings, in the text of whoever can mend them. tests/Compiler.Tests/AdviceRules.cs has every rule.</summary>
public class AdviceTests
{
    [Fact]
    public Task LossTakesLogits() => Expected.Verify(
        "[Model, Input(4), Linear(3), {|#0:Softmax|}, Dropout(0.1), {|#1:Loss(Loss.CrossEntropy)|}] partial class M;",
        new Expected("MGEN5001", 0, "'Softmax' stands before Loss.CrossEntropy, which takes logits and applies its own softmax: remove it", 1));

    [Fact]
    public Task LogitsClipped() => Expected.Verify(
        "[Model, Input(4), Linear(3), {|#0:Gelu(Tanh = true)|}, {|#1:Loss(Loss.CrossEntropy)|}] partial class M;",
        new Expected("MGEN5002", 0, "'Gelu' is the last layer before Loss.CrossEntropy, whose logits must be free to take any value: remove it", 1));

    [Fact]
    public Task OneClass() => Expected.Verify(
        "[Model, Input(4), Linear(1), {|#0:Loss(Loss.CrossEntropy)|}] partial class M;",
        new Expected("MGEN5003", 0, "Loss.CrossEntropy of one class is always 0, and the model ends in [F:1]: end in one output per class, or take Loss.BinaryCrossEntropy"));

    [Fact]
    public Task TwoClassesOfOneLogit() => Expected.Verify(
        "[Model, Input(4), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = {|#0:2|})] partial class M;",
        new Expected("MGEN5003", 0, "Target has 2 classes, but the model ends in [F:1]: one logit already decides between two, so set Classes = 1"));

    [Fact]
    public Task TwoActivationsInABlock() => Expected.Verify(
        "[Block, Linear(4), {|#1:Relu|}, {|#0:Tanh|}] partial class B; [Model, Input(4), {|#2:Use<B>|}, Linear(3)] partial class M;",
        new Expected("MGEN5004", 0, "'Tanh' follows the activation 'Relu' with no layer between them: remove one of the two", 1, 2));

    [Fact]
    public Task BiasCancelled() => Expected.Verify(
        "[Model, Input(3, 8, 8), {|#0:Conv2d(4, Kernel = 3)|}, {|#1:BatchNorm|}] partial class M;",
        new Expected("MGEN5005", 0, "'BatchNorm' subtracts the mean, and with it the bias of 'Conv2d(4)': set Bias = false", 1));

    [Fact]
    public Task DropoutBeforeNorm() => Expected.Verify(
        "[Model, Input(4), Linear(4), {|#0:Dropout(0.5)|}, {|#1:BatchNorm|}] partial class M;",
        new Expected("MGEN5006", 0, "'Dropout(0.5)' directly before 'BatchNorm' changes the variance that the norm learns, in training but not in prediction: put it behind the norm", 1));

    [Fact]
    public Task ChannelsLast() => Expected.Verify(
        "[Model, {|#0:Input(32, 32, 3)|}, Flatten, Linear(10)] partial class M;",
        new Expected("MGEN5007", 0, "'Input(32, 32, 3)' looks channels-last, but sizes are [C, H, W]: write Input(3, 32, 32)"));

    [Fact]
    public Task SaidOnceOfABlockOfTwoModels() => Expected.Verify(
        """
        [Block, Linear(4), {|#1:Relu|}, {|#0:Tanh|}] partial class B;
        [Model, Input(4), {|#2:Use<B>|}, Linear(3)] partial class First;
        [Model, Input(4), Linear(4), Use<B>, Linear(3)] partial class Second;
        """,
        new Expected("MGEN5004", 0, "'Tanh' follows the activation 'Relu' with no layer between them: remove one of the two", 1, 2));

    [Fact]
    public async Task NothingIsSaidOfABlockOfAnotherAssembly()
    {
        CSharpCompilation library = UserProject.Compile("Library", ["using ModelGen; [Block, Linear(4), Relu, Tanh] public partial class Shared;"]);
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        const string User = "using ModelGen; [Model, Input(4), Use<Shared>, Linear(3)] public partial class M;";
        foreach (MetadataReference reference in new MetadataReference[] { MetadataReference.CreateFromImage(image.ToArray()), library.ToMetadataReference() })
        {
            Assert.Empty(await AnalyzerRun.Diagnostics(UserProject.Compile("User", [User], reference)));
        }
    }

    [Fact]
    public async Task AdviceIsAWarningThatCanBeSwitchedOff()
    {
        CSharpCompilation compilation = UserProject.Compile("using ModelGen; [Model, Input(4), Linear(3), Softmax, Loss(Loss.CrossEntropy)] partial class M;");
        Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(compilation));
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        CSharpCompilationOptions silent = compilation.Options.WithSpecificDiagnosticOptions([new("MGEN5001", ReportDiagnostic.Suppress)]);
        Assert.Empty(await AnalyzerRun.Diagnostics(compilation.WithOptions(silent)));
        Assert.Contains(GeneratorRun.Of(compilation).Files, file => file.HintName == "M.Cpu.g.cs" && file.Text.Contains("softmax", System.StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public Task PresetsAreSilent() => Expected.Verify("[Transformer] partial class G; [Transformer(Style = TransformerStyle.Llama, Dropout = 0.1)] partial class L;");
}

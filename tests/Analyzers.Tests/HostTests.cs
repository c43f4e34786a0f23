using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>A build asks the analyzers about a whole compilation, an editor about one file after another; both are told the same. The other tests ask as an editor does, which binds no emitted body.</summary>
public class HostTests
{
    public static TheoryData<string> Programs =>
    [
        "using ModelGen; [Model, Input(4), Linear(3, InFeatures = 7), Loss(Loss.CrossEntropy)] public partial class M;|using ModelGen; partial class M { } class Use { float[] Of(M m) => m.Predict(new float[5]); }",
        "using ModelGen; [Block, LayerNorm, Linear(256)] partial class Think;|using ModelGen; [Model, Input(384), Residual<Think>, Linear(0)] partial class M;",
        "using ModelGen; [Model, Input(4), Linear(3), Softmax, Loss(Loss.CrossEntropy)] partial class M;",
        Samples.Gpt + "|" + Samples.Iris,
        Carried("event Action<Tensor<float>>? Loaded; void Listen(Iris iris) => Loaded += x => iris.Predict(x); void Run() => Loaded?.Invoke(Tensor.CreateFromShape<float>([8, 5]));"),
        Carried("private readonly Tensor<float> _x = Tensor.CreateFromShape<float>([8, 5]); void Run(Iris iris) => iris.Predict(Mine); Tensor<float> Mine => _x;"),
        .. HandedOver.All(Repository.Root).Where((_, row) => row % 16 == 0).Select(row => row.Wrong),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task ABuildIsToldWhatAnEditorIs(string program)
    {
        string[] files = program.Split("|using ", System.StringSplitOptions.None);
        var compilation = UserProject.Compile([files[0], .. files.Skip(1).Select(file => "using " + file)]);
        Assert.Equal(Said(await AnalyzerRun.AsABuild(compilation)), Said(await AnalyzerRun.Diagnostics(compilation)));
    }

    private static string Carried(string members) => "using ModelGen;\n" + DataEdges.CalleeSilenceTests.Source(members);

    private static IEnumerable<string> Said(IEnumerable<Microsoft.CodeAnalysis.Diagnostic> found) => found.Select(diagnostic => $"{diagnostic} {string.Join(" ", diagnostic.AdditionalLocations)}");
}

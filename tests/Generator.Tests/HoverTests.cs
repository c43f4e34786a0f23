using System.Linq;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>What an editor shows when the mouse rests on a model or on one of its members, as the compiler gives it to the editor.</summary>
public class HoverTests
{
    private const string Model = "[Model, Tokens(Vocabulary = 11, Context = 6), Embedding(4), SelfAttention(Heads = 2, Causal = true), Linear(11), Loss(Loss.CrossEntropy)] public partial class M;";

    private static readonly INamedTypeSymbol s_model = GeneratorRun.Of(Samples.Using + Model).Output.GetTypeByMetadataName("M")!;

    [Fact]
    public void TheModelShowsItsTableAndTotals()
    {
        XElement summary = Documentation(s_model).Element("summary")!;
        Assert.StartsWith("i32[T<=6] -> [T<=6, F:11]: 179 parameters (716 bytes); training keeps ", summary.Value.Trim(), System.StringComparison.Ordinal);
        Assert.EndsWith(" bytes of activations per example of full length.", summary.Nodes().OfType<XText>().First().Value.Trim(), System.StringComparison.Ordinal);
        string[] table = [.. summary.Element("code")!.Value.Trim().Split('\n').Select(line => line.Trim())];
        Assert.Equal(["layer", "declared", "output", "parameters", "FLOPs"], Cells(table[0]));
        Assert.Equal(["Embedding", "Embedding(4)", "[T<=6, F:4]", "44"], Cells(table[1])[..4]);
        Assert.Equal(["SelfAttention", "SelfAttention(Heads = 2)", "[T<=6, F:4]", "80"], Cells(table[2])[..4]);
        Assert.Equal(["Linear", "Linear(11)", "[T<=6, F:11]", "55"], Cells(table[3])[..4]);
    }

    [Fact]
    public void AGraphShowsItsTable()
    {
        const string Graph = "[Model] public partial class G { [Forward] static (Symbol Kind, Symbol Hours) Run([Input(8)] Symbol x, [Input(3)] Symbol y) { Symbol h = Graph.Concat(x.Linear(4), y).Relu(); return (h.Linear(2, name: \"kind\"), h.Linear(5)); } }";
        INamedTypeSymbol model = GeneratorRun.Of(Samples.Using + Graph).Output.GetTypeByMetadataName("G")!;
        XElement summary = Documentation(model).Element("summary")!;
        Assert.StartsWith("x [F:8], y [F:3] -> Kind [F:2], Hours [F:5]: 92 parameters (368 bytes); training keeps ", summary.Value.Trim(), System.StringComparison.Ordinal);
        string[] table = [.. summary.Element("code")!.Value.Trim().Split('\n').Select(line => line.Trim())];
        Assert.Equal(["Linear1", "Linear(4)", "[F:4]", "36"], Cells(table[1])[..4]);
        Assert.Equal(["Concat", "Concat", "[F:7]"], Cells(table[2])[..3]);
        Assert.Equal(["Relu", "Relu", "[F:7]"], Cells(table[3])[..3]);
        Assert.Equal(["Kind", "Linear(2)", "[F:2]", "16"], Cells(table[4])[..4]);
        Assert.Equal(["Linear2", "Linear(5)", "[F:5]", "40"], Cells(table[5])[..4]);
        Assert.Equal("Kind [B, 2]; Hours [B, 5].", Documentation(model.GetMembers("Predict").First()).Element("returns")!.Value);
    }

    /// <summary>A class that is a published configuration shows what was made of it.</summary>
    [Fact]
    public void APretrainedClassShowsItsTable()
    {
        XElement summary = Documentation(GeneratorRun.Of(Samples.Published).Output.GetTypeByMetadataName("Published")!).Element("summary")!;
        Assert.StartsWith("i32[T<=32] -> [T<=32, F:32]: 22,720 parameters (90,880 bytes); training keeps ", summary.Value.Trim(), System.StringComparison.Ordinal);
        string[] table = [.. summary.Element("code")!.Value.Trim().Split('\n').Select(line => line.Trim())];
        Assert.Equal(["layer", "declared", "output", "parameters", "FLOPs"], Cells(table[0]));
        Assert.Equal(["TokenEmbedding", "Embedding(32)", "[T<=32, F:32]", "2,080"], Cells(table[1])[..4]);
        Assert.Equal(["Layers", "Repeat<Layer>(2)", "[T<=32, F:32]", "20,608"], Cells(table[2])[..4]);
        Assert.Equal(["Norm", "RmsNorm", "[T<=32, F:32]", "32"], Cells(table[3])[..4]);
    }

    /// <summary>So does one whose layers are of two kinds, and one that is a graph; the numbers of parameters are those of the members.</summary>
    [Theory]
    [InlineData("gemma2.config.json", "", "Layer0", "Use", "[T<=64, F:61]")]
    [InlineData("mpnet.config.json", ", Head = Head.Embedding", "RelativeBias", "RelativeBias", "[F:36]")]
    [InlineData("bart.config.json", "", "DecoderLayers", "Repeat<DecoderLayer>(2)", "[T<=16, F:51]")]
    [InlineData("vit.config.json", "", "Patches", "Conv2d(36)", "[F:4]")]
    public void EveryPretrainedClassDoes(string config, string arguments, string layer, string declared, string output)
    {
        string json = System.Text.RegularExpressions.Regex.Replace(System.IO.File.ReadAllText(System.IO.Path.Combine(Snapshot.Repository, "tests", "golden", config)), "\\s+", " ");
        INamedTypeSymbol model = GeneratorRun.Of($"using ModelGen;\n// m/config.json: {json}\n[Pretrained(\"m/config.json\"{arguments})] public partial class P;").Output.GetTypeByMetadataName("P")!;
        XElement summary = Documentation(model).Element("summary")!;
        string[][] table = [.. summary.Element("code")!.Value.Trim().Split('\n').Select(line => Cells(line.Trim()))];
        Assert.True(table.Any(row => row[0] == layer && row[1].StartsWith(declared, System.StringComparison.Ordinal)), summary.Value);
        Assert.Contains(" -> " + output + ": ", summary.Value, System.StringComparison.Ordinal);
        long total = long.Parse(System.Text.RegularExpressions.Regex.Match(summary.Value, "([0-9,]+) parameters").Groups[1].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(total, table.Skip(1).Sum(row => row.Length > 3 ? long.Parse(row[3], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture) : 0));
    }

    [Theory]
    [InlineData("Predict", "input", "[B, T<=6].")]
    [InlineData("Forward", "input", "[B, T<=6].")]
    [InlineData("Backward", "outputGradient", "[B, T<=6, 11]: the gradient of a loss with respect to the output.")]
    [InlineData("ComputeGradients", "input", "[B, T<=6].")]
    [InlineData("ComputeGradients", "target", "[B, T<=6], class ids from 0 to 10.")]
    [InlineData("ComputeLoss", "target", "[B, T<=6], class ids from 0 to 10.")]
    public void MembersNameTheirShapes(string member, string parameter, string text)
    {
        ISymbol method = s_model.GetMembers(member).First();
        Assert.Equal(text, Documentation(method).Elements("param").Single(element => element.Attribute("name")!.Value == parameter).Value);
    }

    [Theory]
    [InlineData("Predict", "[B, T<=6, 11].")]
    [InlineData("Forward", "[B, T<=6, 11], valid until the workspace is used again.")]
    public void ResultsNameTheirShapes(string member, string text) => Assert.Equal(text, Documentation(s_model.GetMembers(member).First()).Element("returns")!.Value);

    [Fact]
    public void EveryPublicMemberHasDocumentation() =>
        Assert.All(
            s_model.GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null }),
            member => Assert.True(Documentation(member).Elements().Any(), member.ToDisplayString()));

    private static XElement Documentation(ISymbol symbol) => XElement.Parse(symbol.GetDocumentationCommentXml() is { Length: > 0 } xml ? xml : "<none/>");

    private static string[] Cells(string line) => line.Split("  ", System.StringSplitOptions.RemoveEmptyEntries | System.StringSplitOptions.TrimEntries);
}

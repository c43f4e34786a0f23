using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Faults inside blocks: once, in the block's text, with the first user beside it.</summary>
public class BlockTests
{
    [Fact]
    public Task AFaultInABlockOfTwoModelsIsReportedOnce() => Expected.Verify(
        """
        [Block, {|#2:LayerNorm|}, SelfAttention(Heads = {|#0:7|})] partial class Attend;
        [Model, Sequence(512, MaxLength = 64), {|#1:Residual<Attend>|}] partial class First;
        [Model, Sequence(384, MaxLength = 64), Residual<Attend>, Use<Attend>] partial class Second;
        """,
        new Expected("MGEN2002", 0, "Width 512 is not divisible by Heads 7 (remainder 1)", 2, 1));

    [Fact]
    public Task AShapeFaultDependsOnTheUser() => Expected.Verify(
        """
        [Block, Linear(8), Relu] partial class Head;
        [Model, Input(4), Use<Head>] partial class Good;
        [Model, {|#1:Input(3, 8, 8)|}, {|#2:Use<Head>|}] partial class Bad;
        """.Replace("[Block, Linear(8)", "[Block, {|#0:Linear(8)|}"),
        new Expected("MGEN1001", 0, "'Linear(8)' after 'Input(3, 8, 8)' gets [C:3, H:8, W:8]: insert [Flatten] (192 features) or pool first", 1, 2));

    [Fact]
    public Task AFaultDeepDownNamesTheModelsLayer() => Expected.Verify(
        """
        [Block, Dropout({|#0:2|})] partial class Inner;
        [Block, Use<Inner>] partial class Outer;
        [Model, Input(4), Linear(4), {|#1:Repeat<Outer>(2)|}] partial class M;
        """,
        new Expected("MGEN2001", 0, "Rate of 'Dropout' must be at least 0 and below 1, not 2", 1));

    [Fact]
    public Task ABlockWithoutAUserIsCheckedForValues() => Expected.Verify(
        "[Block, LayerNorm, Dropout({|#0:2|})] partial class {|#1:B|};",
        new Expected("MGEN2001", 0, "Rate of 'Dropout' must be at least 0 and below 1, not 2"),
        new Expected("MGEN0013", 1, "No model uses the block 'B'"));

    [Fact]
    public Task AFaultOfOneUnusedBlockStaysItsOwn() => Expected.Verify(
        "[Block, Dropout({|#0:2|})] partial class {|#1:Inner|}; [Block, Use<Inner>] partial class {|#2:Outer|};",
        new Expected("MGEN2001", 0, "Rate of 'Dropout' must be at least 0 and below 1, not 2"),
        new Expected("MGEN0013", 1, "No model uses the block 'Inner'"),
        new Expected("MGEN0013", 2, "No model uses the block 'Outer'"));

    [Fact]
    public async Task AFaultInAnotherAssemblyIsShownWhereItIsUsed()
    {
        CSharpCompilation library = UserProject.Compile("Library", ["""
            using ModelGen;
            [Block, SelfAttention(Heads = 7)] public partial class Inner;
            [Block, Residual<Inner>] public partial class Shared;
            """]);
        Markup markup = Markup.Parse("""
            using ModelGen;
            [Block, {|#2:LayerNorm|}, {|#0:Use<Shared>|}] public partial class Mine;
            [Model, Sequence(512, MaxLength = 4), {|#1:Use<Mine>|}] public partial class M;
            """);
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        foreach (MetadataReference reference in new MetadataReference[] { MetadataReference.CreateFromImage(image.ToArray()), library.ToMetadataReference() })
        {
            Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile("User", [markup.Source], reference)));
            Assert.Equal("MGEN2002", found.Id);
            Assert.Equal("Width 512 is not divisible by Heads 7 (remainder 1)", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(markup.Spans[0], found.Location.SourceSpan);
            Assert.Equal([markup.Spans[2], markup.Spans[1]], found.AdditionalLocations.Select(location => location.SourceSpan));
        }
    }

    [Fact]
    public async Task TheFirstUserIsTheSameWhateverTheOrderOfFiles()
    {
        SyntaxTree[] trees =
        [
            UserProject.Parse("using ModelGen; [Block, SelfAttention(Heads = 7)] public partial class Attend;", "c.cs"),
            UserProject.Parse("using ModelGen; [Model, Sequence(512, MaxLength = 64), Use<Attend>] public partial class B;", "b.cs"),
            UserProject.Parse("using ModelGen; [Model, Sequence(384, MaxLength = 64), Use<Attend>] public partial class A;", "a.cs"),
        ];
        foreach (SyntaxTree[] order in new[] { trees, [.. trees.Reverse()] })
        {
            Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile().AddSyntaxTrees(order)));
            Assert.Equal("c.cs", found.Location.SourceTree?.FilePath);
            Assert.Equal("a.cs", found.AdditionalLocations.Last().SourceTree?.FilePath);
            Assert.Contains("384", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}

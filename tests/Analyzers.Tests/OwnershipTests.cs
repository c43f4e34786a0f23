using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Classes that no model reaches.</summary>
public class OwnershipTests
{
    [Fact]
    public Task LayersWithoutAMark() => Expected.Verify(
        "[{|#0:Input(4)|}, Linear(3)] public partial class Iris;",
        new Expected("MGEN0014", 0, "'Input' on 'Iris' does nothing: put [Model] or [Block] before it"));

    [Fact]
    public Task BlockWithoutAUser() => Expected.Verify(
        "[Block, LayerNorm, Linear(64)] partial class {|#0:Think|}; partial class Think;",
        new Expected("MGEN0013", 0, "No model uses the block 'Think'"));

    [Fact]
    public Task BlockUsedByAnUnusedBlock() => Expected.Verify(
        """
        [Block, Linear(64)] partial class {|#0:Inner|};
        [Block, Use<Inner>] partial class {|#1:Outer|};
        """,
        new Expected("MGEN0013", 0, "No model uses the block 'Inner'"),
        new Expected("MGEN0013", 1, "No model uses the block 'Outer'"));

    [Fact]
    public Task BlockUsedThroughAnother() => Expected.Verify(
        """
        [Block, Linear(64)] partial class Inner;
        [Block, Use<Inner>] partial class Outer;
        partial class Holder { [Model, Input(64), Use<Outer>] partial class M; }
        """);

    [Fact]
    public Task SomebodyElsesAttributes() => Expected.Verify("class LinearAttribute : System.Attribute; [Linear] class NoModel;");
}

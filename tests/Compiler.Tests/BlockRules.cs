using System.Linq;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Residual, Repeat and Use: what a block may be, and where its faults are said.</summary>
public class BlockRules
{
    [Theory]
    [InlineData("Input(8), Residual<Think> where Think = Linear(16), Gelu, Linear(8)", "[F:8]")]
    [InlineData("Input(8), Repeat<Think>(3) where Think = Linear(8)", "[F:8]")]
    [InlineData("Input(8), Use<Think> where Think = Linear(16)", "[F:16]")]
    [InlineData("Input(8), Residual<Think> where Think = Linear(16)", "MGEN1004 at M[1]: 'Residual<Think>': a residual block must return its input's type [F:8], but it returns [F:16]")]
    [InlineData("Input(8), Repeat<Think>(2) where Think = Linear(16)", "MGEN1004 at M[1]: 'Repeat<Think>(2)': a repeated block must return its input's type [F:8], but it returns [F:16]")]
    [InlineData("Sequence(384, MaxLength = 9), Residual<Think> where Think = LayerNorm, Linear(256)", "MGEN1004 at M[1]: 'Residual<Think>': a residual block must return its input's type [T<=9, F:384], but it returns [T<=9, F:256]")]
    [InlineData("Input(8), Repeat<Think>(0) where Think = Linear(8)", "MGEN2001 at M[1].count: Count of 'Repeat' must be at least 1, not 0")]
    [InlineData("Input(8), Repeat<Think>(-1) where Think = Linear(8)", "MGEN2001 at M[1].count: Count of 'Repeat' must be at least 1, not -1")]
    [InlineData("Input(8), Repeat<Think>(2, Checkpointed = true) where Think = Linear(8), BatchNorm", "MGEN2001 at M[1].Checkpointed: 'Repeat<Think>(2)' would run its block twice in each step, and its running statistics would move twice: leave out Checkpointed, or use a norm without statistics, such as LayerNorm or GroupNorm")]
    [InlineData("Input(8), Repeat<Think>(2, Checkpointed = true) where Think = Linear(8), LayerNorm", "[F:8]")]
    [InlineData("Input(8), Use<Think> where !Think = Linear(8)", "MGEN0007 at M[1]: 'Use<Think>' takes a class marked [Block]: Think is not one")]
    [InlineData("Input(8), Use<A.Think> where B.Think = Linear(8)", "MGEN0007 at M[1]: 'Use<Think>' takes a class marked [Block]: Think is not one")]
    [InlineData("Input(8), Use<A> where A = Use<A>", "MGEN0008 at A[0]: 'Use<A>' makes the block A contain itself; see M[1]")]
    [InlineData("Input(8), Use<A> where A = Linear(8), Use<B> ; B = Use<A>", "MGEN0008 at B[0]: 'Use<A>' makes the block A contain itself; see M[1]")]
    [InlineData("Input(8), Use<A>, Use<A> where A = Linear(0)", "MGEN2001 at A[0].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0; see M[1]")]
    [InlineData("Input(8), Use<A>, Linear(3, InFeatures = 5) where A = Linear(7, InFeatures = 9)", "MGEN1002 at A[0].InFeatures: 'Linear(7)' after 'Input(8)' gets [F:8]: InFeatures must be 8, not 9; see M[0], M[1]")]
    [InlineData("Input(8), Use<A> where A = Use<B> ; B = SelfAttention(Heads = 2)", "MGEN1001 at B[0]: 'SelfAttention(Heads = 2)' after 'Input(8)' gets [F:8]: it needs a sequence [T, F]; see M[0], M[1]")]
    [InlineData("Input(8), Use<A>, Linear(4), Use<A> where A = Linear(3, InFeatures = 8)", "MGEN1002 at A[0].InFeatures: 'Linear(3)' after 'Linear(4)' gets [F:4]: InFeatures must be 4, not 8; see M[2], M[3]")]
    [InlineData("Input(8), Use<A> where A = Input(8), Linear(3)", "MGEN0004 at A[0]: 'Input(8)' belongs to a model, not to the block A: a block takes its input from the place where it is used; see M[1]")]
    [InlineData("Input(8), Use<A> where A = Linear(3), Loss(Loss.CrossEntropy)", "MGEN0011 at A[1]: 'Loss(CrossEntropy)' belongs to a model, not to the block A: a block takes its input from the place where it is used; see M[1]")]
    [InlineData("Input(8), Use<A> where A = Transformer", "MGEN0010 at A[0]: 'Transformer' belongs to a model, not to the block A: a block takes its input from the place where it is used; see M[1]")]
    [InlineData("Input(8), Use<A> where A =", "MGEN0005 at A: The block A has no layers: add at least one, such as [Linear(64)]; see M[1]")]
    [InlineData("Input(8), Use<A> where A = Linear(3, Name = \"a\"), Linear(3, Name = \"a\")", "MGEN0009 at A[1].Name: Two layers are named \"a\": names in Parameters and weight files must differ; see M[1]")]
    [InlineData("Input(8), Linear(3, Name = \"a\"), Linear(3, Name = \"A\")", "MGEN0009 at M[2].Name: Two layers are named \"A\": names in Parameters and weight files must differ")]
    public void Blocks(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData(40, "Linear(8)")]
    [InlineData(40, "Linear(0)")]
    [InlineData(40, "Relu")]
    [InlineData(400, "Relu")]
    public void BlocksThatDoubleEachOtherAreRefusedAtOnce(int depth, string innermost)
    {
        // B0 uses B1 twice, B1 uses B2 twice, ...: 2^depth copies of the innermost layer.
        string[] blocks = [.. Enumerable.Range(0, depth).Select(i => $"B{i} = Use<B{i + 1}>, Use<B{i + 1}>"), $"B{depth} = {innermost}"];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(Compiled.Errors("Input(8), Use<B0>", blocks));
        Assert.True(watch.Elapsed.TotalSeconds < 10, $"took {watch.Elapsed}");
    }
}

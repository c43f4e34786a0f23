using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>What users may choose in the names of weights: what is no name, and what would be two things at once.</summary>
public class WeightNameRules
{
    private const string Words = "must be words of letters, digits, underscores and hyphens with dots between them, such as \"features.0\"";

    [Theory]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData("{a}b")]
    [InlineData("{}")]
    [InlineData("{a,}")]
    [InlineData("a.{.b,c}")]
    [InlineData("{{a},{b}}")]
    [InlineData("ä")]
    public void NoNames(string name) =>
        Rules.Check($"Input(4), Linear(3, WeightName = \"{name}\")", $"MGEN2001 at M[1].WeightName: WeightName \"{name}\" of 'Linear(3)' {Words}");

    [Theory]
    [InlineData("Input(4), Linear(3, WeightName = \"{a,b}\")", "MGEN2001 at M[1].WeightName: WeightName \"{a,b}\" of 'Linear(3)' must be one name, without braces")]
    [InlineData("Input(4), Linear(3, WeightName = \"{a}\")", "MGEN2001 at M[1].WeightName: WeightName \"{a}\" of 'Linear(3)' must be one name, without braces")]
    [InlineData("Input(4), Use<A>(WeightName = \"{a,b}\") where A = Linear(3)", "MGEN2001 at M[1].WeightName: WeightName \"{a,b}\" of 'Use<A>' must be one name, without braces")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, WeightName = \"{a,b,c}\")", "MGEN2001 at M[1].WeightName: WeightName \"{a,b,c}\" of 'SelfAttention(Heads = 2)' must name {query,key,value,output} or {queryKeyValue,output}, not 3")]
    [InlineData("Input(4), SwiGlu(3, WeightName = \"{a,b,c,d}\")", "MGEN2001 at M[1].WeightName: WeightName \"{a,b,c,d}\" of 'SwiGlu(3)' must name {gate,up,down} or {gateUp,down}, not 4")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(2, WeightName = \"{a,b}\")", "MGEN2001 at M[1].WeightName: WeightName \"{a,b}\" of 'Embedding(2)' must be one name, without braces")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4, Segments = true), Embedding(2, WeightName = \"{a,b,c}\")", "MGEN2001 at M[1].WeightName: WeightName \"{a,b,c}\" of 'Embedding(2)' must name {tokens,segments}, not 3")]
    public void Braces(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(4), Linear(4, WeightName = \"a\"), Linear(4, WeightName = \"a\")", "MGEN0009 at M[2].WeightName: Two tensors of a weight file are called \"a.weight\": give 'Linear(4)' another WeightName; see M[1]")]
    [InlineData("Input(4), Linear(4, WeightName = \"linear2\"), Linear(4)", "MGEN0009 at M[2]: Two tensors of a weight file are called \"linear2.weight\": give 'Linear(4)' another WeightName; see M[1]")]
    [InlineData("Input(4), Linear(4, WeightName = \"fc\"), Linear(4, Name = \"fc\")", "MGEN0009 at M[2].Name: Two tensors of a weight file are called \"fc.weight\": give 'Linear(4)' another WeightName; see M[1]")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, WeightName = \"{a,a,b,c}\")", "MGEN0009 at M[1].WeightName: Two tensors of a weight file are called \"a.weight\": give 'SelfAttention(Heads = 2)' another WeightName")]
    [InlineData("Input(4), Use<A>(WeightName = \"\"), Use<B>(WeightName = \"\") where A = Linear(4) ; B = Linear(4)", "MGEN0009 at M[2].WeightName: Two tensors of a weight file are called \"linear.weight\": give 'Use<B>' another WeightName; see M[1]")]
    [InlineData("Input(4), Use<A>(WeightName = \"x\"), Use<A>(WeightName = \"x\") where A = Linear(4)", "MGEN0009 at M[2].WeightName: Two tensors of a weight file are called \"x.linear.weight\": give 'Use<A>' another WeightName; see M[1]")]
    [InlineData("Input(4), Repeat<A>(2, WeightName = \"h\"), Use<B>(WeightName = \"h.1\") where A = Linear(4) ; B = Linear(4)", "MGEN0009 at M[2].WeightName: Two tensors of a weight file are called \"h.1.linear.weight\": give 'Use<B>' another WeightName; see M[1]")]
    [InlineData("Input(4), Repeat<A>(2, WeightName = \"h\"), Repeat<A>(3, WeightName = \"h\") where A = Linear(4)", "MGEN0009 at M[2].WeightName: Two tensors of a weight file are called \"h.0.linear.weight\": give 'Repeat<A>(3)' another WeightName; see M[1]")]
    [InlineData("Input(4), Repeat<A>(2) where A = Use<B>(WeightName = \"b\"), Use<B>(WeightName = \"b\") ; B = Linear(4)", "MGEN0009 at A[1].WeightName: Two tensors of a weight file are called \"a.0.b.linear.weight\": give 'Use<B>' another WeightName; see A[0]")]
    // The last layer of a list that is a block of its own, as checkpoints number them; and another writing of a number.
    [InlineData("Input(4), Repeat<A>(2, WeightName = \"h\"), Use<B>(WeightName = \"h.2\"), Use<C>(WeightName = \"h.01\") where A = Linear(4) ; B = Linear(4) ; C = Linear(4)", "[F:4] [F:4] [F:4]")]
    [InlineData("Input(4), Linear(4, WeightName = \"features.0\"), Relu, Linear(4, WeightName = \"features.2\")", "[F:4] [F:4] [F:4]")]
    [InlineData("Input(4), Repeat<A>(2, WeightName = \"\"), Use<A>(WeightName = \"\") where A = Linear(4)", "[F:4] [F:4]")]
    public void TwoTensorsOfOneName(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(4), Linear(4, Name = \"\"), Linear(4, Name = \"\")", "MGEN0009 at M[2].Name: Two layers have a member Weight in Parameters: give 'Linear(4)' a Name; see M[1]")]
    [InlineData("Input(4), Linear(4, Name = \"Weight\"), LayerNorm(Name = \"\")", "MGEN0009 at M[2].Name: Two layers have a member Weight in Parameters: give 'LayerNorm' a Name; see M[1]")]
    [InlineData("Input(4), LayerNorm(Name = \"\"), Linear(4, Name = \"Weight\")", "MGEN0009 at M[1].Name: Two layers have a member Weight in Parameters: give 'LayerNorm' a Name; see M[2]")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, Name = \"\"), Linear(4, Name = \"Output\", WeightName = \"o\")", "MGEN0009 at M[1].Name: Two layers have a member Output.Weight in Parameters: give 'SelfAttention(Heads = 2)' a Name; see M[2]")]
    [InlineData("Input(4), LayerNorm(Name = \"\"), SwiGlu(4, Name = \"\")", "[F:4] [F:4]")]
    [InlineData("Input(4), Use<A>(Name = \"\") where A = Linear(4)", "MGEN2001 at M[1].Name: Name \"\" of 'Use<A>' must be an identifier of the letters a to z and A to Z, digits and underscores")]
    public void TwoMembersOfOneName(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Linear(9, Bias = false, TiedTo = \"embedding\")", "[T<=4, F:8] [T<=4, F:9]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8, Name = \"tokens\"), LayerNorm, Linear(9, TiedTo = \"Tokens\")", "[T<=4, F:8] [T<=4, F:8] [T<=4, F:9]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Use<A>, Linear(2) where A = Embedding(8), Linear(9, TiedTo = \"embedding\")", "[T<=4, F:9] [T<=4, F:2]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Linear(9, TiedTo = \"tokens\")", "MGEN2001 at M[2].TiedTo: TiedTo of 'Linear(9)' must be the name of an Embedding further up in the same declaration: none is called \"tokens\"")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Linear(8, Name = \"a\"), Linear(8, TiedTo = \"a\")", "MGEN2001 at M[3].TiedTo: TiedTo of 'Linear(8)' must be the name of an Embedding further up in the same declaration: none is called \"a\"")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Use<A> where A = Linear(9, TiedTo = \"embedding\")", "MGEN2001 at A[0].TiedTo: TiedTo of 'Linear(9)' must be the name of an Embedding further up in the same declaration: none is called \"embedding\"; see M[2]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Linear(8, TiedTo = \"embedding\")", "MGEN1009 at M[2].outFeatures: 'Linear(8)' after 'Embedding(8)' gets [T<=4, F:8], and its weight is the table [9, 8] of \"embedding\": set 9 outputs; see M[1]")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Linear(4), Linear(9, TiedTo = \"embedding\")", "MGEN1009 at M[3].TiedTo: 'Linear(9)' after 'Linear(4)' gets [T<=4, F:4], and its weight is the table [9, 8] of \"embedding\": 8 features must arrive, not 4; see M[2], M[1]")]
    public void TiedWeights(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(4), Linear(3, InitStd = -0.1)", "MGEN2001 at M[1].InitStd: InitStd of 'Linear' must be a number of at least 0, not -0.1")]
    [InlineData("Input(4), Linear(3, InitStd = 1e300)", "MGEN2001 at M[1].InitStd: InitStd of 'Linear' must be a number of at least 0, not 1E+300")]
    [InlineData("Input(4), Linear(3, Init = Init.Zeros, InitStd = 0.1)", "MGEN2001 at M[1].InitStd: InitStd of 'Linear(3)' is for normal weights, and Init.Zeros draws others: leave one of the two out")]
    [InlineData("Input(4), Linear(3, Init = Init.Normal, InitStd = 0.1)", "[F:3]")]
    [InlineData("Input(4), Linear(3, Init = Init.Zeros, InitStd = 0)", "[F:3]")]
    [InlineData("Input(4), SwiGlu(3, InitStd = -1)", "MGEN2001 at M[1].InitStd: InitStd of 'SwiGlu' must be a number of at least 0, not -1")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, InitStd = -1)", "MGEN2001 at M[1].InitStd: InitStd of 'SelfAttention' must be a number of at least 0, not -1")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, OutputInitStd = -1)", "MGEN2001 at M[1].OutputInitStd: OutputInitStd of 'SelfAttention' must be a number of at least 0, not -1")]
    [InlineData("Sequence(4, MaxLength = 3), PositionEmbedding(InitStd = 0)", "MGEN2001 at M[1].InitStd: InitStd of 'PositionEmbedding' must be a number above 0, not 0")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8, InitStd = 0)", "MGEN2001 at M[1].InitStd: InitStd of 'Embedding' must be a number above 0, not 0")]
    public void Deviations(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Input(4), Linear(3, InitStd = 0.5)", "Normal 0.5, Zeros 0")]
    [InlineData("Input(4), Linear(3)", "Uniform 0.5, Uniform 0.5")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8, InitStd = 0.25), PositionEmbedding(InitStd = 2)", "Normal 0.25, Normal 2")]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), PositionEmbedding", "Normal 1, Normal 1")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, InitStd = 0.5)", "Normal 0.5, Zeros 0, Normal 0.5, Zeros 0")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, OutputInitStd = 0.125)", "Uniform 0.5, Uniform 0.5, Normal 0.125, Uniform 0.5")]
    [InlineData("Input(4), SwiGlu(3, InitStd = 0.5, Bias = true)", "Normal 0.5, Zeros 0, Normal 0.5, Zeros 0")]
    public void FirstValues(string declaration, string expected) => Assert.Equal(
        expected,
        string.Join(", ", System.Linq.Enumerable.Select(Compiled.Graph(declaration).Parameters, value => System.FormattableString.Invariant($"{value.Parameter!.Initial.Kind} {value.Parameter.Initial.Argument}"))));

    [Theory]
    [InlineData("Input(4), Linear(3, Transposed = true)", "True, False")]
    [InlineData("Sequence(4, MaxLength = 3), SelfAttention(Heads = 2, Transposed = true)", "True, False, True, False")]
    public void Transposed(string declaration, string expected) => Assert.Equal(
        expected, string.Join(", ", System.Linq.Enumerable.Select(Compiled.Graph(declaration).Parameters, value => value.Parameter!.Transposed)));

    [Theory]
    [InlineData("Tokens(Vocabulary = 9, Context = 4, Segments = true), Embedding(8)", "[T<=4, F:8]")]
    [InlineData("Tokens(Vocabulary = 1073741824, Context = 4, Segments = true), Embedding(1)", "MGEN2003 at M[0].Vocabulary: Vocabulary 1073741824 is too large for two segments: 2 x 1073741824 ids are more than 2147483647")]
    public void Segments(string declaration, string expected) => Rules.Check(declaration, expected);

    [Theory]
    [InlineData("Tokens(Vocabulary = 9, Context = 4), Embedding(8), Linear(9)", true)]
    [InlineData("Tokens(Vocabulary = 9, Context = 4, Segments = true), Embedding(8), Linear(9)", false)]
    public void ModelsWithSegmentsHaveNoDecoder(string declaration, bool expected) => Assert.Equal(expected, Compiled.Plan(declaration).CanDecode);
}

using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.Graphs;

/// <summary>A graph method that is wrong in one place gets one diagnostic, at the call or the argument; with that mended it gets none.</summary>
public class GraphErrorTests
{
    private const string Image = "[Input(3, 9, 8)] Symbol x", Two = "[Input(4)] Symbol x, [Input(6)] Symbol y", Text = "[Tokens(Vocabulary = 9, Context = 8)] Symbol x", Steps = "[Sequence(4, MaxLength = 9)] Symbol x";

    // What stands between « and » is where the diagnostic is.
    public static TheoryData<string, string, string, string, string> Pairs => new()
    {
        { "MGEN1003", Image, "x.Conv2d(4, kernel: «12»)", "x.Conv2d(4, kernel: 3)", "12" },
        { "MGEN1010", Image, "«Concat(x, x.MaxPool2d(2).Upsample2d(2))»", "Concat(x.MaxPool2d(2), x.MaxPool2d(2))", "differ" },
        { "MGEN1010", Image, "«x + x.Conv2d(8, kernel: 1)»", "x + x.Conv2d(3, kernel: 1)", "differ" },
        { "MGEN1001", Image, "x.«Linear(3)»", "x.Flatten().Linear(3)", "insert" },
        { "MGEN1001", Two, "x.«Conv2d(3, kernel: 3)»", "x.Reshape(1, 2, 2).Conv2d(3, kernel: 1)", "[C, H, W]" },
        { "MGEN1010", Two, "«x * y»", "x.Linear(6) * y", "differ" },
        { "MGEN1010", Two, "«x - y.Linear(1)»", "x - y.Linear(1).Repeat(Axis.Feature, 4)", "write Repeat" },
        { "MGEN1010", Two, "«Maximum(x, y)»", "Maximum(x, x)", "differ" },
        { "MGEN1010", Two, "«Cosine(x, y)»", "Cosine(x, y.Linear(4))", "differ" },
        { "MGEN1002", Two, "x.Linear(3, inFeatures: «6»)", "x.Linear(3, inFeatures: 4)", "must be 4" },
        { "MGEN2001", Two, "x.Linear(«0»)", "x.Linear(1)", "at least 1" },
        { "MGEN2001", Two, "x.Dropout(«1.5»)", "x.Dropout(0.5)", "1.5" },
        { "MGEN2001", Two, "x.Clamp(«2», 1)", "x.Clamp(1, 2)", "at most max 1" },
        { "MGEN1005", Two, "x.«Reshape(3)»", "x.Reshape(4)", "3" },
        { "MGEN1011", Two, "x.Mean(«Axis.Time»)", "x.Mean(Axis.Feature)", "no axis Time" },
        { "MGEN1011", Two, "x.Sum(«Axis.At(1)»)", "x.Sum(Axis.At(0))", "at place 1" },
        { "MGEN1011", Image, "x.Max(«\"N\"»)", "x.Max(Axis.Channel)", "\"N\"" },
        { "MGEN1011", Image, "Concat(«Axis.Feature», x, x)", "Concat(Axis.Height, x, x)", "no axis Feature" },
        { "MGEN1003", Two, "x.Slice(Axis.Feature, 2, «3»)", "x.Slice(Axis.Feature, 2, 2)", "ends at 3" },
        { "MGEN1001", Text, "«x + 1»", "x.Embedding(4) + 1", "ids" },
        { "MGEN1001", Text, "x.«Mean()»", "x.Embedding(4).Mean()", "for numbers" },
        { "MGEN1001", Text, "x.«Linear(3)»", "x.Embedding(2).Linear(3)", "Embedding" },
        { "MGEN1001", Two, "x.«Embedding(3)»", "x.Linear(3)", "token ids" },
        { "MGEN2002", Steps, "x.SelfAttention(heads: «3»)", "x.SelfAttention(heads: 2)", "not divisible" },
        { "MGEN1001", Steps, "x.Gru(3).«Gru(4)»", "x.Gru(3, returnSequences: true).Gru(4)", "set returnSequences: true on" },
        { "MGEN1012", Two, "Twice(Shared(z => z.«Linear(3)», name: \"s\"), x, y)", "Twice(Shared(z => z.Linear(3), name: \"s\"), x, x)", "shared layer" },
        { "MGEN0015", Two, "x.Linear(«System.Environment.ProcessorCount»)", "x.Linear(2)", "cannot be read" },
        { "MGEN0015", Two, "«x == y» ? x : x", "Where(Equal(x, x), x, x)", "Equal(a, b)" },
        { "MGEN0009", Two, "x.Linear(3, name: \"a\") + x.Linear(3, name: «\"a\"»)", "x.Linear(3, name: \"a\") + x.Linear(3, name: \"b\")", "\"a\"" },
        { "MGEN2001", Two, "«x.Scope(\"a b\", z => z.Linear(3))»", "x.Scope(\"a.b\", z => z.Linear(3))", "words" },
        { "MGEN1001", Two, "«Where(x, x, x)»", "Where(x > 0, x, x)", "takes a mask" },
        { "MGEN1001", Two, "Where(«x & x», x, x)", "Where((x > 0) & (x < 1), x, x)", "takes a mask" },
        { "MGEN1010", "[Tensor(\"N<=5\")] Symbol x, [Tensor(\"N<=5\", \"N<=5\")] Symbol y", "«x + y»", "MatMul(y, x) + x", "more than one" },
        { "MGEN0011", Two, "«MeanSquaredError(x, x)»", "(x - x).Square()", "[Objective]" },
        { "MGEN1003", Two, "x.Split(Axis.Feature, 1, «2»).First", "x.Split(Axis.Feature, 1, 3).First", "1 + 2 = 3" },
        { "MGEN2001", Two, "x.Split(Axis.Feature, «0», 4).First", "x.Split(Axis.Feature, 1, 3).First", "at least 1" },
        { "MGEN1011", Two, "x.Split(«Axis.Time», 1, 3).First", "x.Split(Axis.Feature, 1, 3).First", "no axis Time" },
        { "MGEN1011", Two, "x.Shift(«Axis.Height», 1)", "x.Shift(Axis.Feature, 1)", "no axis Height" },
        { "MGEN1001", Text, "x.«Shift(Axis.Time, 1)»", "x.Embedding(3).Shift(Axis.Time, 1)", "for numbers" },
        { "MGEN2002", Image, "x.Patches(«4»)", "x.Slice(Axis.Height, 0, 8).Patches(4)", "not divisible" },
        { "MGEN1001", Two, "x.«Patches(2)»", "x.Reshape(1, 2, 2).Patches(2)", "[C, H, W]" },
        { "MGEN1001", Two, "x.«OneHot(4)»", "x.ArgMax().OneHot(4)", "what ArgMax gives" },
        { "MGEN2001", Text, "x.OneHot(«8»)", "x.OneHot(9)", "at least 9" },
        { "MGEN2001", Two, "x.ArgMax().OneHot(«3»)", "x.ArgMax().OneHot(4)", "at least 4" },
        { "MGEN1011", Two, "x.ArgMax(«Axis.Channel»)", "x.ArgMax(Axis.Feature)", "no axis Channel" },
        { "MGEN1001", Two, "«Gather(x, y)»", "Gather(y, x.ArgMax())", "for ids" },
        { "MGEN1010", "[Input(4)] Symbol x, [Id(9)] Symbol y", "«Gather(x, y)»", "Gather(x.Repeat(Axis.Feature, 3), y)", "4 rows" },
        { "MGEN1011", Two, "x * «Positions(y)».Sum()", "x * Positions(y, Axis.Feature).Sum()", "no axis T" },
        { "MGEN1011", Two, "Where(x.«IsReal()», x, x)", "Where(x > 0, x, x)", "no axis T" },
        { "MGEN2001", Two, "Weights(«[\"G:4\"]») * x", "Weights([\"F:4\"]) * x", "NAME<=MAX" },
        { "MGEN2001", Two, "Weights(«[\"N<=4\"]») * x", "Weights([\"4\"]).Sum() * x", "a call brings" },
        { "MGEN1010", Two, "«Weights([\"F:3\"]) * x»", "Weights([\"F:4\"]) * x", "differ" },
        { "MGEN2001", Two, "Weights([\"F:4\"], Init.Normal, start: «1») * x", "Weights([\"F:4\"], Init.Zeros, start: 1) * x", "Init.Zeros" },
        { "MGEN2001", Two, "Constant(«[1, 2, 3]», \"F:4\") * x", "Constant([1, 2, 3, 4], \"F:4\") * x", "takes 4" },
        { "MGEN0015", Two, "Constant([1, x.Width / «System.Environment.TickCount»]) * x", "Constant([1, 2, 3, 4]) * x", "cannot be read" },
        { "MGEN0011", Two, "«BatchMean(x.Sum())» * x", "x.Sum() * x", "[Objective]" },
        { "MGEN1001", Two, "«NormalizeAdjacency(x)»", "NormalizeAdjacency(Outer(x, x))", "[N, N]" },
        { "MGEN1010", "[Tensor(\"N<=5\", \"F:3\")] Symbol x, [Tensor(\"M<=5\", \"M<=5\")] Symbol y", "x.GraphConv(4, «y»)", "y.Sum() + x.Sum()", "adjacency" },
        { "MGEN1013", "[Tensor(\"N<=5\", \"F:3\")] Symbol x, [Tensor(«\"N<=6\"», \"F:3\")] Symbol y", "x.Sum() + y.Sum()", "", "at most 5" },
        { "MGEN1013", "[Tokens(Vocabulary = 9, Context = 8, Axis = \"S\")] Symbol x, [Sequence(3, MaxLength = 9, Axis = «\"S\"»)] Symbol y", "y + x.Embedding(3)", "", "at most 8" },
        { "MGEN2001", "[Tokens(Vocabulary = 9, Context = 8, Axis = «\"F\"»)] Symbol x", "x.Embedding(3)", "", "name of its own" },
        { "MGEN1001", Steps, "x.Gru(3, start: «x»)", "x.Gru(3, start: x.Gru(3))", "must be [F:3]" },
        { "MGEN1001", Steps, "x.Lstm(3, start: x.Gru(3), startCell: «x.Gru(4)»)", "x.Lstm(3, start: x.Gru(3), startCell: x.Gru(3))", "must be [F:3]" },
        { "MGEN1001", Two, "«Attention(x, x, x)»", "x + x", "[T, F]" },
        { "MGEN2002", Steps, "Attention(x, x, x, heads: «3»)", "Attention(x, x, x, heads: 2)", "not divisible" },
        { "MGEN1010", Steps, "Attention(x, «x.Linear(3)», x.Linear(3))", "Attention(x, x.Linear(4), x.Linear(4))", "F:4" },
        { "MGEN1010", Steps, "Attention(x, x, x, mask: «x > 0»)", "Attention(x, x, x, mask: MatMul(x, x.Transpose(Axis.Time, Axis.Feature)) > 0)", "a place for each query and key" },
        { "MGEN0015", Two, "x.Linear(3, tiedTo: «Shared(z => z.Tanh(), name: \"s\")»)", "Tied(x, Shared(z => z.Linear(5), name: \"s\"))", "before it is first used" },
        { "MGEN2001", "[Tensor(«\"N<4\"»)] Symbol x", "x + 1", "", "NAME<=MAX" },
        { "MGEN2001", "[Input(«0»)] Symbol x", "x + 1", "", "at least 1" },
        { "MGEN0015", "Symbol «x»", "x + 1", "", "needs its shape" },
        { "MGEN0009", "[Input(4)] Symbol «workspace»", "workspace + 1", "", "give it another name" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task OneFaultIsOneDiagnostic(string id, string parameters, string wrong, string right, string words)
    {
        (string marked, string source) = (Source(parameters, wrong), Source(parameters.Replace("«", "").Replace("»", ""), wrong.Replace("«", "").Replace("»", "")));
        Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile(source)));
        Assert.Equal(id, found.Id);
        Assert.Contains(words, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
        int start = marked.IndexOf('«', System.StringComparison.Ordinal), end = marked.IndexOf('»', System.StringComparison.Ordinal) - 1;
        string expected = source[start..end], actual = source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length);
        Assert.True(expected == actual || (expected.EndsWith(actual, System.StringComparison.Ordinal) && expected.Length > actual.Length && actual.Contains('(', System.StringComparison.Ordinal)), $"'{actual}' is not '{expected}'");
        if (right.Length > 0)
        {
            Assert.Empty((await AnalyzerRun.Diagnostics(UserProject.Compile(Source(parameters, right)))).Where(other => other.Severity == DiagnosticSeverity.Error));
        }
    }

    [Fact]
    public async Task AParameterOfAnObjectiveIsFoundByItsName()
    {
        Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile("""
            using ModelGen; using static ModelGen.Graph;
            [Model] partial class M { [Forward] static Symbol Run([Input(4)] Symbol x) => x.Linear(2); [Objective] static Symbol Loss(Symbol run, Symbol other) => (run - other).Square().Sum(); }
            """)));
        Assert.Equal("MGEN0017", found.Id);
        Assert.Contains("neither an output (run) nor an input (x)", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x > 0;", "MGEN1001", "returns the mask")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x.Linear(2); [Objective] static Symbol Error(Symbol run, [Tensor(\"M<=5\")] Symbol other) => run.Sum() - other.Sum();", "MGEN0017", "has the size M")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => One(x); [Forward] static Symbol Other([Input(4)] Symbol x) => x.Linear(3); [Shared] static Symbol One(Symbol x) => x.Linear(2);", "MGEN0015", "'Other' shares no layer with 'Run'")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => One(x); [Forward] static Symbol Other([Input(4)] Symbol x) => One(x).Linear(3); [Shared] static Symbol One(Symbol x) => x.Linear(2);", "MGEN0015", "parameters that 'Run' does not train")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => One(x); [Forward] static Symbol Other([Input(5)] Symbol x) => One(x); [Shared] static Symbol One(Symbol x) => x.Linear(2);", "MGEN1012", "has other parameters in the graph method 'Other'")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => One(x); [Forward] static Symbol Classes([Input(4)] Symbol x) => One(x); [Shared] static Symbol One(Symbol x) => x.Linear(2);", "MGEN0009", "gives a member PredictClasses")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => One(x); [Forward] static Symbol Other([Input(4)] Symbol x) => One(x).Linear(0); [Shared] static Symbol One(Symbol x) => x.Linear(2);", "MGEN2001", "at least 1")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x.Use<B>().Linear(2); } [Block] partial class B { [Forward] static Symbol One(Symbol x) => x.Linear(x.Channels);", "MGEN0015", "has no such axis")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x.Use<B>().Linear(2); } [Block] partial class B { [Forward] static Symbol One(Symbol x) => x.Linear(x.Width - 4);", "MGEN2001", "at least 1")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x.Use<B>().Linear(2); } [Block] partial class B { [Forward] static Symbol One(Symbol x) => x.Linear(3); [Forward] static Symbol Two(Symbol x) => x.Linear(3);", "MGEN0015", "has two graph methods")]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x.Linear(2); } [Model, Loss(Loss.Huber)] partial class N { [Forward] static Symbol Run([Input(4)] Symbol x, [Input(4)] Symbol target) => x + target.Linear(4);", "MGEN0009", "The input 'target' is called as the target 'target'")]
    public async Task WhatNoMemberCouldTakeOrGiveIsSaid(string members, string id, string words)
    {
        Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile($"using ModelGen; using static ModelGen.Graph; [Model] partial class M {{ {members} }}")));
        Assert.Equal(id, found.Id);
        Assert.Contains(words, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shared(y => y.Linear(2))", "code(x).Linear(5, tiedTo: code)", "MGEN1009", "5", "set 4 outputs")]
    [InlineData("Shared(y => y.Linear(2))", "code(x).Linear(3).Linear(4, tiedTo: code)", "MGEN1009", "code", "2 features must arrive, not 3")]
    [InlineData("Shared(y => y.Linear(2).Linear(3))", "code(x).Linear(4, tiedTo: code)", "MGEN2001", "code", "a single shared linear layer")]
    [InlineData("Shared(y => y.Tanh())", "code(x).Linear(4, tiedTo: code)", "MGEN2001", "code", "a single shared linear layer")]
    public async Task AMatrixThatDoesNotFitIsSaidAtItsArgument(string shared, string expression, string id, string place, string words)
    {
        string source = $"using ModelGen; using static ModelGen.Graph; [Model] partial class M {{ [Forward] static Symbol Run([Input(4)] Symbol x) {{ Layer code = {shared}; return {expression}; }} }}";
        Diagnostic found = Assert.Single(await AnalyzerRun.Diagnostics(UserProject.Compile(source)));
        Assert.Equal((id, place), (found.Id, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length)));
        Assert.Contains(words, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }

    private static string Source(string parameters, string expression) => $$"""
        using ModelGen;
        using static ModelGen.Graph;
        [Model]
        partial class M
        {
            [Forward]
            static Symbol Run({{parameters}}) => {{expression}};

            private static Symbol Twice(Layer layer, Symbol a, Symbol b) => layer(a) - layer(b);

            private static Symbol Tied(Symbol x, Layer layer) => layer(x).Linear(4, tiedTo: layer);
        }
        """;
}

using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Graph methods that mutants once broke the compiler with, or that gave code which did not compile.</summary>
[Collection(nameof(FuzzTests))]
public class GraphFuzzFoundTests
{
    public static TheoryData<string, string> Models => new()
    {
        // An argument in parentheses is an argument.
        { "", "[Forward] static Symbol Run([Input(4)] Symbol x) => Where((x > 0), (x), (-x)).Linear((3)).Dropout((0.5));" },
        { "", "[Forward] static Symbol Run([Tensor(\"N<=9\", \"F:4\")] Symbol x, [Tensor(\"N<=9\", \"N<=9\")] Symbol a) => x.GraphConv(6, (-a)).Relu();" },
        { "MGEN2001", "[Forward] static Symbol Run([Input(4)] Symbol x) => x.Linear((0));" },

        // A gradient that nothing reads.
        { "", "[Forward] static (Symbol Left, Symbol Right) Run([Input(4)] Symbol x, [Input(4)] Symbol y) => (x.Linear(3), y.Linear(3)); [Objective] static Symbol Near(Symbol left, Symbol right) => InfoNce(left.Detach(), right);" },
        { "", "[Forward] static (Symbol Left, Symbol Right) Run([Input(4)] Symbol x, [Input(4)] Symbol y) => (x.Linear(3), y.Linear(3)); [Objective] static Symbol Near(Symbol left, Symbol right) => InfoNce(left.Detach(), right) + (left - right).Square().Sum();" },

        // What an objective cannot have.
        { "MGEN0011", "[Forward] static Symbol Run([Input(4)] Symbol x) => x.Linear(3); [Objective] static Symbol Small(Symbol run) => run.Square().Dropout(0.1).Sum();" },
        { "MGEN1001", "[Forward] static Symbol Run([Input(4)] Symbol x) => x.Sum().BatchNorm();" },

        // A size that only a call brings.
        { "MGEN1007", "[Forward] static Symbol Run([Tensor(\"N<=9\", \"F:4\")] Symbol x) => x.Flatten();" },

        // No value where one is needed; and where none need be.
        { "MGEN0015", "[Forward] static (Symbol Left, Symbol Right) Run([Input(4)] Symbol x, [Input(4)] Symbol y) => (x.Linear(3), y.Linear(3)); [Objective] static Symbol Near(Symbol left, Symbol right) => InfoNce(left, null!) + (left - right).Square().Sum();" },
        { "", "[Forward] static Symbol Run([Sequence(3, MaxLength = 5)] Symbol x, [Input(2)] Symbol s) => x.Lstm(2, start: s, startCell: null);" },

        // A number that 32 bits do not hold.
        { "", "[Forward] static Symbol Run([Input(4)] Symbol x) => (x.Linear(3) / 1e300).Exp();" },

        // The steps that go away are not those that have padding.
        { "", "[Forward] static Symbol Run([Tokens(Vocabulary = 12, Context = 8, Padding = 0)] Symbol x, [Tokens(Vocabulary = 9, Context = 8, Axis = \"S\")] Symbol said) => AttentionWeights(x.Embedding(6), said.Embedding(6)).Max(Axis.At(1)).Mean();" },

        // One axis twice.
        { "", "[Forward] static Symbol Run([Input(4)] Symbol x) { Layer map = Shared(v => v.Linear(4)); Symbol y = Outer(x, x).Softmax(Axis.At(1)); return map(y).Tanh().Linear(4, tiedTo: map); }" },
    };

    /// <summary>C# has something against the method's head, and says it.</summary>
    [Theory]
    [InlineData("[Forward] static (Symbol Left, Symbol Right) Embed( ][Input(1, 12, 12)] Symbol first, [Input(1, 12, 12)] Symbol x) => (first.Flatten(), x.Flatten()); [Objective] static Symbol Near(Symbol left, Symbol right) => (left - right).Square().Sum();")]
    [InlineData("[Forward] static (Symbol Left, Symbol Right) Embed() => (null!, null!); [Objective] static Symbol Near(Symbol left, Symbol right) => (left - right).Square().Sum();")]
    [InlineData("[Forward] static (Symbol Left, Symbol Right) Embed( => (null!, null!); [Objective] static Symbol Near( => null!;")]
    public void AHeadThatCannotBeReadBreaksNothing(string members)
    {
        var victim = new Victim();
        Assert.Null(victim.Fault("using ModelGen; using static ModelGen.Graph;\n[Model, Backends(Backend.Onnx)] public partial class M { " + members + " }"));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void IsReadNow(string id, string members)
    {
        var victim = new Victim();
        string source = "using System; using System.Collections.Generic; using ModelGen; using static ModelGen.Graph;\n[Model] public partial class M { " + members + " }";
        Assert.Null(victim.Fault(source));
        (bool isWhole, string errors) = victim.Emitted();
        Assert.True(errors.Length == 0, errors);
        Assert.Equal(id, isWhole ? "" : Assert.Single(victim.Ids));
    }
}

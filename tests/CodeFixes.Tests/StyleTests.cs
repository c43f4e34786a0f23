using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>However attributes are laid out, the fix writes as its surroundings do and keeps comments.</summary>
public class StyleTests
{
    [Theory]
    [InlineData("[Model, Input(3, 4, 4)]\n[Linear(10), Relu]\npartial class M;", "[Model, Input(3, 4, 4)]\n[Flatten, Linear(10), Relu]\npartial class M;")]
    [InlineData("[Model]\n[Input(3, 4, 4)]\n[Linear(10)]\npartial class M;", "[Model]\n[Input(3, 4, 4)]\n[Flatten]\n[Linear(10)]\npartial class M;")]
    [InlineData("[Model] [Input(3, 4, 4)] [Linear(10)] partial class M;", "[Model] [Input(3, 4, 4)] [Flatten] [Linear(10)] partial class M;")]
    [InlineData("[\n    Model,\n    Input(3, 4, 4), // a picture\n    Linear(10),\n]\npartial class M;", "[\n    Model,\n    Input(3, 4, 4), // a picture\n    Flatten,\n    Linear(10),\n]\npartial class M;")]
    [InlineData("[Model,\r\n Input(3, 4, 4),\r\n Linear(10)]\r\npartial class M;", "[Model,\r\n Input(3, 4, 4),\r\n Flatten,\r\n Linear(10)]\r\npartial class M;")]
    [InlineData("partial class Outer\n{\n\t/// <summary>A model.</summary>\n\t[Model]\n\t[Input(3, 4, 4)]\n\t// classes\n\t[Linear(10)]\n\tpublic partial class M;\n}", "partial class Outer\n{\n\t/// <summary>A model.</summary>\n\t[Model]\n\t[Input(3, 4, 4)]\n\t// classes\n\t[Flatten]\n\t[Linear(10)]\n\tpublic partial class M;\n}")]
    [InlineData("[ModelGen.Model, ModelGen.InputAttribute(3, 4, 4), /* ten */ ModelGen.LinearAttribute(10)]\npartial class M;", "[ModelGen.Model, ModelGen.InputAttribute(3, 4, 4), /* ten */ ModelGen.Flatten, ModelGen.LinearAttribute(10)]\npartial class M;")]
    public Task Insert(string before, string after) => Fix.Verify("MGEN1001", "Insert [Flatten]", Whole(before), Whole(after));

    [Theory]
    [InlineData("[Model, Input(4), Linear(3), Softmax]\n[Loss(Loss.CrossEntropy)]\npartial class M;", "[Model, Input(4), Linear(3)]\n[Loss(Loss.CrossEntropy)]\npartial class M;")]
    [InlineData("[Model, Input(4), Linear(3)]\n[Softmax, Loss(Loss.CrossEntropy)]\npartial class M;", "[Model, Input(4), Linear(3)]\n[Loss(Loss.CrossEntropy)]\npartial class M;")]
    [InlineData("/// <summary>A model.</summary>\n[Model]\n[Input(4)]\n[Linear(3)]\n[Softmax]\n[Loss(Loss.CrossEntropy)]\npartial class M;", "/// <summary>A model.</summary>\n[Model]\n[Input(4)]\n[Linear(3)]\n[Loss(Loss.CrossEntropy)]\npartial class M;")]
    [InlineData("[Model] [Input(4)] [Linear(3)] [Softmax] [Loss(Loss.CrossEntropy)] partial class M;", "[Model] [Input(4)] [Linear(3)] [Loss(Loss.CrossEntropy)] partial class M;")]
    [InlineData("[\n    Model,\n    Input(4),\n    Linear(3),\n    Softmax, // probabilities\n    Loss(Loss.CrossEntropy),\n]\npartial class M;", "[\n    Model,\n    Input(4),\n    Linear(3),\n    // probabilities\n    Loss(Loss.CrossEntropy),\n]\npartial class M;")]
    [InlineData("[Model, Input(4)]\n[\n    Linear(3), // classes\n    Softmax\n]\n[Loss(Loss.CrossEntropy)]\npartial class M;", "[Model, Input(4)]\n[\n    Linear(3) // classes\n]\n[Loss(Loss.CrossEntropy)]\npartial class M;")]
    [InlineData("[Model, Input(4), Linear(3)]\n[Softmax] // probabilities\n[Loss(Loss.CrossEntropy)]\npartial class M;", "[Model, Input(4), Linear(3)]\n// probabilities\n[Loss(Loss.CrossEntropy)]\npartial class M;")]
    public Task Remove(string before, string after) => Fix.Verify("MGEN5001", "Remove [Softmax]", Whole(before), Whole(after));

    [Theory]
    [InlineData("[Model]\n[Linear(8)]\n[Input(4)]\npartial class M;", "[Model]\n[Input(4)]\n[Linear(8)]\npartial class M;")]
    [InlineData("[Model, Linear(8)]\n[Relu, Input(4)]\npartial class M;", "[Model, Input(4), Linear(8)]\n[Relu]\npartial class M;")]
    [InlineData("[\n    Model,\n    Linear(8),\n    Input(4)\n]\npartial class M;", "[\n    Model,\n    Input(4),\n    Linear(8)\n]\npartial class M;")]
    public Task Move(string before, string after) => Fix.Verify("MGEN0004", "Move [Input] to the front", Whole(before), Whole(after));

    [Theory]
    [InlineData("[Block]\n[Linear(4)] // down\npartial class B;", "[Block]\n[Linear(4)]\n[Linear(8)] // down\npartial class B;")]
    [InlineData("[Block,\n Relu,\n Linear(4)]\npartial class B;", "[Block,\n Relu,\n Linear(4),\n Linear(8)]\npartial class B;")]
    [InlineData("[\n    Block,\n    Linear(4),\n]\npartial class B;", "[\n    Block,\n    Linear(4),\n    Linear(8),\n]\npartial class B;")]
    public Task Append(string before, string after)
    {
        const string User = "\n[Model, Input(8), Residual<B>] partial class M;";
        return Fix.Verify("MGEN1004", "Add [Linear(8)] to B", Whole(before + User), Whole(after + User));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task FixAllSetsEachNumberToItsOwn(FixAllScope scope) => Assert.Equal(
        Whole("[Model, Input(5), Linear(2, InFeatures = 5)] partial class A; [Model, Input(6), Linear(2, InFeatures = 6)] partial class B;"),
        await Fix.All("MGEN1002", scope, Whole("[Model, Input(5), Linear(2, InFeatures = 1)] partial class A; [Model, Input(6), Linear(2, InFeatures = 1)] partial class B;")));

    [Theory]
    [InlineData("MGEN5001", "[Model, Input(4), Linear(3), Softmax, Loss(Loss.CrossEntropy)] partial class A; [Model, Input(4), Linear(3), Sigmoid, Loss(Loss.BinaryCrossEntropy)] partial class B;",
        "[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy)] partial class A; [Model, Input(4), Linear(3), Loss(Loss.BinaryCrossEntropy)] partial class B;")]
    [InlineData("MGEN0001", "class Outer { [Model, Input(4), Linear(3)] class A; [Model, Input(4), Linear(3)] class B; }", "partial class Outer { [Model, Input(4), Linear(3)] partial class A; [Model, Input(4), Linear(3)] partial class B; }")]
    [InlineData("MGEN1001", "[Model, Input(2, 2), Linear(3)] partial class A; [Model, Input(2, 2), LayerNorm] partial class B;", "[Model, Input(2, 2), Flatten, Linear(3)] partial class A; [Model, Input(2, 2), Flatten, LayerNorm] partial class B;")]
    [InlineData("MGEN5007", "[Model, Input(8, 8, 3), Flatten, Linear(3)] partial class A; [Model, Input(9, 8, 1), Flatten, Linear(3)] partial class B;", "[Model, Input(3, 8, 8), Flatten, Linear(3)] partial class A; [Model, Input(1, 9, 8), Flatten, Linear(3)] partial class B;")]
    public async Task FixAll(string id, string before, string after) => Assert.Equal(Whole(after), await Fix.All(id, FixAllScope.Document, Whole(before)));

    private static string Whole(string source) => "using ModelGen;\n" + source;
}

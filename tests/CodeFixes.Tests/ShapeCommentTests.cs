using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Shapes as comments: written, brought up to date, and noticed where they are no longer true.</summary>
public class ShapeCommentTests
{
    private const string Bare = """
        using System.Collections.Generic;
        using ModelGen;
        using static ModelGen.Graph;
        [Model]
        public partial class Net
        {
            [Forward]
            static (Symbol A, Symbol B) Run([Input(3, 64, 64)] Symbol image, [Id(9)] Symbol kind)
            {
                Symbol fine = image.Conv2d(16, kernel: 3, same: true)
                    .Relu();
                Symbol coarse = fine.MaxPool2d(2);   // the first level
                var (left, right) = (fine.GlobalAveragePool(), coarse.GlobalAveragePool());
                int width = left.Width;
                for (int i = 0; i < 2; i++)
                {
                    left = left.Linear(width + i);
                    right = right.Linear(8);
                }

                { Symbol same = kind; } Symbol ids = kind.Embedding(8);
                Layer twice = Shared(x => x.Linear(8));
                Symbol sum = twice(right) + twice(ids);
                return (left, sum);
            }
        }
        """;

    private static readonly string s_written = Bare
        .Replace("            .Relu();", "            .Relu(); // [C:16, H:64, W:64]")
        .Replace("coarse.GlobalAveragePool());", "coarse.GlobalAveragePool()); // [F:16], [F:16]")
        .Replace("right = right.Linear(8);", "right = right.Linear(8); // [F:8]")
        .Replace("kind.Embedding(8);", "kind.Embedding(8); // [F:8]")
        .Replace("twice(ids);", "twice(ids); // [F:8]")
        .Replace("return (left, sum);", "return (left, sum); // [F:17], [F:8]");

    [Fact]
    public async Task AreWrittenBehindEachStatement()
    {
        string written = Assert.Single(await Apply(Bare));
        Assert.Equal(s_written, written);
        Assert.Empty(await Apply(written));
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(written)));
    }

    [Fact]
    public async Task AreBroughtUpToDate() => Assert.Equal([s_written.Replace("kernel: 3, same: true)", "kernel: 1)")], await Apply(s_written.Replace("// [C:16, H:64, W:64]", "//[C:8]").Replace("kernel: 3, same: true)", "kernel: 1)")));

    [Fact]
    public async Task AStaleOneIsAdviceWithAFix()
    {
        string stale = s_written.Replace("// [F:17], [F:8]", "// [F:17], [F:9]");
        Diagnostic found = Assert.Single(await EditorProject.Diagnostics(EditorProject.Of(stale)));
        Assert.Equal("MGEN5011", found.Id);
        Assert.Equal("The statement gives [F:17], [F:8], not [F:17], [F:9]", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("// [F:17], [F:9]", stale.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal([s_written], await Fix.Apply("MGEN5011", "Write // [F:17], [F:8]", stale));
    }

    [Fact]
    public async Task OfAnExpressionBody() => Assert.Equal(
        ["using ModelGen;\n[Model] partial class M\n{\n    [Forward]\n    static Symbol Run([Sequence(4, MaxLength = 9)] Symbol x) => x.Gru(3); // [F:3]\n}\n"],
        await Apply("using ModelGen;\n[Model] partial class M\n{\n    [Forward]\n    static Symbol Run([Sequence(4, MaxLength = 9)] Symbol x) => x.Gru(3);\n}\n"));

    [Fact]
    public async Task BehindThePipelinesLayers()
    {
        const string Source = "using ModelGen;\n[Model, Input(3, 32, 32)]\n[Conv2d(16, Kernel = 3), Relu]\n[Flatten] // all of it\n[Linear(64), Relu] // [F:32]\n[Linear(10)]\n[Loss(Loss.CrossEntropy)]\npublic partial class Net;\n";
        string written = Source.Replace("Relu]\n[Flatten]", "Relu] // [C:16, H:30, W:30]\n[Flatten]").Replace("// [F:32]", "// [F:64]").Replace("[Linear(10)]\n", "[Linear(10)] // [F:10]\n");
        Assert.Equal([written], await Apply(Source, "Net"));
        Assert.Empty(await Apply(written, "Net"));
        Diagnostic found = Assert.Single(await EditorProject.Diagnostics(EditorProject.Of(Source)));
        Assert.Equal("MGEN5011: The layer gives [F:64], not [F:32]", $"{found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        Assert.Equal([Source.Replace("// [F:32]", "// [F:64]")], await Fix.Apply("MGEN5011", "Write // [F:64]", Source));
    }

    [Fact]
    public async Task BehindLocalsThatHoldTensors()
    {
        const string Source = "using System.Numerics.Tensors;\nusing ModelGen;\nstatic class Use\n{\n    public static void Go(int rows)\n    {\n        Tensor<float> x = Load(rows);\n        Tensor<float> y = Tensor.Transpose(x); // [rows, 8]\n        x = x.Reshape([rows * 8]);\n        float first = y[0, 0]; // [0, 1]\n    }\n    static Tensor<float> Load(int n) => Tensor.CreateFromShape<float>([n, 8]);\n}\n";
        string written = Source.Replace("Load(rows);", "Load(rows); // [rows, 8]").Replace("(x); // [rows, 8]", "(x); // [8, rows]").Replace("rows * 8]);", "rows * 8]); // [rows * 8]");
        Assert.Equal([written], await Apply(Source, "x = Load"));
        Assert.Empty(await Apply(written, "x = Load"));
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(written)));
        Diagnostic found = Assert.Single(await EditorProject.Diagnostics(EditorProject.Of(Source)));
        Assert.Equal("MGEN5011: The statement gives [8, rows], not [rows, 8]", $"{found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        Assert.Equal([Source.Replace("(x); // [rows, 8]", "(x); // [8, rows]")], await Fix.Apply("MGEN5011", "Write // [8, rows]", Source));
    }

    private static Task<string[]> Apply(string source) => Apply(source, " Run(");

    private static async Task<string[]> Apply(string source, string at)
    {
        Project project = EditorProject.Of(source);
        List<CodeAction> actions = [];
        await new ShapeCommentsRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(
            project.Documents.First(), new TextSpan(source.LastIndexOf(at, System.StringComparison.Ordinal) + 2, 0), actions.Add, CancellationToken.None));
        return actions.Count == 0 ? [] : await Fix.Changed(project, Assert.Single(actions));
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Edits for faults of calls: at the argument, where the tensor was made, in the model.</summary>
public class EdgeFixTests(ITestOutputHelper output)
{
    private const string Usings = HandedOver.Usings;
    private const string Iris = "\n[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;";
    private const string Price = "\n[Model, Input(8), Linear(1), Loss(Loss.MeanSquaredError)] public partial class Price;";
    private const string Digits = "\n[Model, Input(784), Linear(10), Loss(Loss.CrossEntropy)] public partial class Digits;";
    private const string Photos = "\n[Model, Input(3, 8, 8), Flatten, Linear(2), Loss(Loss.CrossEntropy)] public partial class Photos;";

    [Theory]
    [InlineData("Tensor<float> x = Make(); new Iris().Predict(x); static Tensor<float> Make() => Tensor.CreateFromShape<float>([4]);" + Iris, "Call Unsqueeze(0)", "Predict(x)", "Predict(x.Unsqueeze(0))")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([32, 28, 28]); new Digits().Predict(x);" + Digits, "Call Reshape([32, 784])", "Predict(x)", "Predict(x.Reshape([32, 784]))")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([4, 32]); new Iris().Predict(x);" + Iris, "Swap the two axes: Transpose", "Predict(x)", "Predict(System.Numerics.Tensors.Tensor.Transpose(x))")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([16, 8, 8, 3]); new Photos().Predict(x);" + Photos, "Call PermuteDimensions([0, 3, 1, 2])", "Predict(x)", "Predict(x.PermuteDimensions([0, 3, 1, 2]))")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([32, 4, 1]); new Iris().Predict(x);" + Iris, "Call SqueezeDimension(2)", "Predict(x)", "Predict(x.SqueezeDimension(2))")]
    [InlineData("int n = int.Parse(\"9\"); float[] y = new float[n]; new Price().ComputeLoss(Tensor.CreateFromShape<float>([n, 8]), y);" + Price, "Make a tensor of [n, 1]", "8]), y)", "8]), System.Numerics.Tensors.Tensor.Create(y, [n, 1]))")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([32, 5]); new Iris().Predict(x);" + Iris, "Write the shape [32, 4]", "([32, 5])", "([32, 4])")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([32, 5]); new Iris().Predict(x);" + Iris, "Declare Input(5)", "Input(4)", "Input(5)")]
    [InlineData("new Iris().ComputeLoss(Tensor.CreateFromShape<float>([32, 4]), new int[30]);" + Iris, "Make it of length 32", "int[30]", "int[32]")]
    [InlineData("new Iris().ComputeLoss(Tensor.CreateFromShape<float>([3, 4]), new[] { 0, 1, 4 });" + Iris, "Declare Linear(5)", "Linear(3)", "Linear(5)")]
    [InlineData("Random random = new(1); int[] y = new int[3]; for (int i = 0; i < 3; i++) y[i] = random.Next(10); new Iris().ComputeLoss(Tensor.CreateFromShape<float>([3, 4]), y);" + Iris, "Draw ids below 3", "Next(10)", "Next(3)")]
    [InlineData("int[] y = Enumerable.Range(0, 30).Select(i => i % 5).ToArray(); new Iris().ComputeLoss(Tensor.CreateFromShape<float>([30, 4]), y);" + Iris, "Declare Linear(5)", "Linear(3)", "Linear(5)")]
    [InlineData("Tensor<float> x = Tensor.Create(new float[600], [200, 4]);", "Write the lengths [150, 4]", "[200, 4]", "[150, 4]")]
    [InlineData("Tensor<float> x = Tensor.CreateFromShape<float>([1024]).Reshape([28, 28]);", "Write the lengths [32, 32]", "[28, 28]", "[32, 32]")]
    [InlineData("Score(new Iris(), Tensor.CreateFromShape<float>([32, 5])); static void Score(Iris iris, Tensor<float> x) => iris.Predict(x);" + Iris, "Write the shape [32, 4]", "([32, 5])", "([32, 4])")]
    public async Task TheEditIsOfferedAndHelps(string program, string title, string before, string after)
    {
        Project project = EditorProject.Of(Usings + program);
        Diagnostic fault = Assert.Single(await Diagnostics(project));
        CodeAction[] offered = [.. await Offered(project, fault)];
        Assert.Contains(title, offered.Select(action => action.Title));
        string changed = Assert.Single(await Fix.Changed(project, offered.First(action => action.Title == title)));
        Assert.Equal(Usings + program.Replace(before, after), changed);
        Assert.Empty(await Diagnostics(EditorProject.Of(changed)));
    }

    /// <summary>Of the faults of both pages and of programs that hand data on, seven of ten have an edit after which the program compiles and nothing is said.</summary>
    [Fact]
    public async Task MostFaultsCanBeMended()
    {
        // Each program by itself, on every processor: in turn, this one test kept a processor idle for as long as all others of the project take.
        string[] programs = [.. Programs()];
        (bool IsFault, string? Left)[] found = new (bool, string?)[programs.Length];
        await Parallel.ForAsync(0, programs.Length, async (i, _) => found[i] = await Mended(programs[i]));
        int all = found.Count(program => program.IsFault);
        List<string> left = [.. found.Select(program => program.Left).OfType<string>()];
        output.WriteLine($"{all - left.Count} of {all} mended; the others:\n{string.Join("\n", left)}");
        Assert.True(all > 400 && left.Count * 10 <= all * 3, $"{left.Count} of {all} cannot be mended:\n{string.Join("\n", left)}");
    }

    /// <returns>Whether the program has one fault of ours, and if no edit mends that: what was said and offered.</returns>
    private static async Task<(bool IsFault, string? Left)> Mended(string program)
    {
        Project project = EditorProject.Of(program);
        ImmutableArray<Diagnostic> faults = await Diagnostics(project);
        if (faults.Length != 1 || !faults[0].Id.StartsWith("MGEN4", System.StringComparison.Ordinal))
        {
            return (false, null);
        }

        IReadOnlyList<CodeAction> offered = await Offered(project, faults[0]);
        foreach (CodeAction action in offered)
        {
            string changed = Assert.Single(await Fix.Changed(project, action));
            if ((await Diagnostics(EditorProject.Of(changed))).IsEmpty)
            {
                return (true, null);
            }
        }

        return (true, $"{faults[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)}: {string.Join(", ", offered.Select(action => action.Title))}");
    }

    private static IEnumerable<string> Programs()
    {
        string data = File.ReadAllText(Path.Combine(Snapshot.Repository, "docs", "shape-errors-data.md"));
        IEnumerable<string> rows = Regex.Matches(data, "```diff\n(.*?)```", RegexOptions.Singleline)
            .Select(row => string.Join("\n", row.Groups[1].Value.Split('\n').Where(line => line.Length == 0 || line[0] is ' ' or '-').Select(line => line.Length == 0 ? line : line[1..])))
            .Where(program => !program.Contains("another project", System.StringComparison.Ordinal));
        string here = File.ReadAllText(Path.Combine(Snapshot.Repository, "docs", "shape-errors.md"));
        return rows.Concat(Regex.Matches(here, "### [^\n]+\n\n(?:\\[[^\n]+\n\n)?```csharp\n(.*?)```", RegexOptions.Singleline).Select(row => row.Groups[1].Value)).Select(program => Usings + program).Concat(HandedOver.All(Snapshot.Repository).Select(row => row.Wrong));
    }

    private static async Task<IReadOnlyList<CodeAction>> Offered(Project project, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        Document document = project.GetDocument(diagnostic.Location.SourceTree) ?? project.Documents.First();
        await new EdgeFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    /// <summary>Errors of the language and everything of ours, over the sources and what is generated for them.</summary>
    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Project project)
    {
        CSharpCompilation compilation = (await project.GetCompilationAsync())!.WithoutNullability();
        bool isProgram = compilation.SyntaxTrees.Any(tree => tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement)));
        Compilation whole = GeneratorRun.Of(isProgram ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation).Output;
        SyntaxTree[] written = [.. compilation.SyntaxTrees];
        return [.. WrittenTrees.Errors(whole, written), .. await WrittenTrees.Said(whole.WithAnalyzers([new ModelAnalyzer(), new DataEdgeAnalyzer()]), written)];
    }
}

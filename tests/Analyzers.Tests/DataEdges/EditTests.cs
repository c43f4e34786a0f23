using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Generator;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Edit after edit, as an editor has them: what is said is what would be said of the same text seen for the first time, and what an edit does not touch stays bound.</summary>
public class EditTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using ModelGen; using ModelGen.Data; using ModelGen.Training;\n";

    // '§' is a size that an edit changes.
    private static readonly string[] s_files =
    [
        """
        int rows = §;
        Iris net = new();
        Job job = new(net, Sizes.Width);
        job.Run();
        net.Predict(Loader.Load(rows));
        Set set = Loader.Both();
        net.ComputeLoss(set.X, set.Y);
        ILoad load = new FileLoad();
        net.Predict(load.Get());
        net.Predict(job.Made(§));
        net.Predict(new Holder<Tensor<float>>(Loader.Load(3)).Value);
        """,
        """
        static class Loader
        {
            public static Tensor<float> Load(int rows) => Tensor.CreateFromShape<float>([rows, §]);
            public static Set Both() { int n = 8; return new Set(Tensor.CreateFromShape<float>([n, 4]), new int[2 * §]); }
            public static Tensor<float> Through(Job job) { Tensor<float> x = job.Made(2); return x; }
        }
        class Holder<T>(T value) { public T Value { get; } = value; }
        """,
        """
        record Set(Tensor<float> X, int[] Y);
        static class Sizes
        {
            public const int Width = §;
            public static readonly int Other = §;
            public static int Third { get; } = §;
        }
        """,
        """
        class Job(Iris net, int width)
        {
            private readonly float[] _buffer = new float[§];
            private readonly Tensor<float> _x = Tensor.CreateFromShape<float>([2, Sizes.Other]);
            public void Run()
            {
                net.Predict(Tensor.Create(_buffer, [1, _buffer.Length]));
                net.Predict(_x);
                net.Predict(Tensor.CreateFromShape<float>([1, width]));
                net.Predict(Loader.Through(this));
            }
            public Tensor<float> Made(int rows) => Tensor.CreateFromShape<float>([rows, Sizes.Third]);
        }
        """,
        """
        interface ILoad { Tensor<float> Get(); }
        class FileLoad : ILoad { private readonly int _width; public FileLoad() { _width = §; } public Tensor<float> Get() => Tensor.CreateFromShape<float>([2, _width]); }
        """,
        "[Model, Input(4), Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task NothingIsStale(int seed)
    {
        Random random = new(seed);
        Project project = new(s_files);
        int[][] sizes = [.. s_files.Select(file => Enumerable.Repeat(4, file.Count(c => c == '§')).ToArray())];
        int said = 0;
        for (int turn = 0; turn < 40; turn++)
        {
            if (turn > 0)
            {
                int file = random.Next(s_files.Length - 1), place = random.Next(sizes[file].Length);
                sizes[file][place] = sizes[file][place] == 4 ? random.Next(2) == 0 ? 5 : 16 : 4;
                project.Edit(file, With(s_files[file], sizes[file]));
            }
            else
            {
                project = new([.. s_files.Select((file, i) => With(file, sizes[i]))]);
            }

            string now = await project.Said();
            string fresh = await new Project([.. s_files.Select((file, i) => With(file, sizes[i]))]).Said();
            Assert.True(fresh == now, $"turn {turn}: {string.Join(" ", sizes.Select(file => string.Join(",", file)))}\nfresh:\n{fresh}\nedited:\n{now}");
            said += now.Length > 0 ? 1 : 0;
        }

        Assert.True(said > 10);
    }

    [Fact]
    public async Task AnEditInAnotherMethodBindsNothing()
    {
        string[] files = [.. s_files.Select(file => file.Replace('§', '4')), "class Other { int Sum(int a) { int sum = 1; return sum + a; } }"];
        Project project = new(files);
        await project.Said();
        (Ground ground, int bound) = project.Ground;
        Assert.True(bound > 5);
        project.Edit(files.Length - 1, files[^1].Replace("sum = 1", "sum = 22"));
        Assert.Equal("", await project.Said());
        project.Edit(files.Length - 1, files[^1].Replace("sum = 1", "product = 22").Replace("sum + a", "product * a"));
        Assert.Equal("", await project.Said());
        Assert.Same(ground, project.Ground.Ground);
        Assert.Equal(bound, project.Ground.Bound);
    }

    [Fact]
    public async Task AnEditBindsWhatItEditsAlone()
    {
        string[] files = [.. s_files.Select(file => file.Replace('§', '4'))];
        Project project = new(files);
        await project.Said();
        (Ground ground, int bound) = project.Ground;
        project.Edit(0, files[0] + "\nnet.Predict(Loader.Load(7));");
        Assert.Equal("", await project.Said());
        Assert.Same(ground, project.Ground.Ground);
        Assert.Equal(bound, project.Ground.Bound);
        project.Edit(1, files[1].Replace("[rows, 4]", "[rows, 5]"));
        Assert.Contains("[7, 5]", await project.Said());
        Assert.Same(ground, project.Ground.Ground);
        Assert.True(project.Ground.Bound - bound <= 4, $"{project.Ground.Bound - bound} bodies");
    }

    /// <summary>A declaration changes what all others may mean.</summary>
    [Fact]
    public async Task AnEditedDeclarationIsAnotherGround()
    {
        string[] files = [.. s_files.Select(file => file.Replace('§', '4'))];
        Project project = new(files);
        await project.Said();
        Ground ground = project.Ground.Ground;
        project.Edit(2, files[2].Replace("Width = 4", "Width = 5"));
        Assert.Contains("[1, 5]", await project.Said());
        Assert.NotSame(ground, project.Ground.Ground);
    }

    private static string With(string file, int[] sizes)
    {
        int next = 0;
        return string.Concat(file.Select(c => c == '§' ? sizes[next++].ToString(System.Globalization.CultureInfo.InvariantCulture) : c.ToString()));
    }

    private sealed class Project
    {
        private CSharpCompilation _compilation;
        private GeneratorDriver _driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: UserProject.ParseOptions);
        private Compilation? _whole;

        public Project(string[] files) => _compilation = UserProject.Compile([.. files.Select(file => Usings + file)]);

        public (Ground Ground, int Bound) Ground => ModelGen.Analyzers.DataEdges.Summaries.Ground.Of(_whole!).Ground is var ground ? (ground, ground.Bound) : default;

        public void Edit(int file, string text)
        {
            SyntaxTree old = _compilation.SyntaxTrees[file];
            _compilation = _compilation.ReplaceSyntaxTree(old, UserProject.Parse(Usings + text, old.FilePath));
        }

        public async Task<string> Said()
        {
            _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation whole, out _);
            _whole = whole;
            ImmutableArray<Diagnostic> found = await WrittenTrees.Said(
                whole.WithAnalyzers([new DataEdgeAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false)), _compilation.SyntaxTrees);
            return string.Join("\n", found.Select(diagnostic => $"{diagnostic.Location.SourceTree!.FilePath} {diagnostic.Location.SourceSpan}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} {string.Join(" ", diagnostic.AdditionalLocations.Select(location => location.SourceTree!.FilePath + location.SourceSpan))} {string.Join(" ", diagnostic.Properties.OrderBy(property => property.Key).Select(property => property.Value))}")
                .Order(StringComparer.Ordinal));
        }
    }
}

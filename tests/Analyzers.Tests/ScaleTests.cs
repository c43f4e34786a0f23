using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Analyzers.Tests;

/// <summary>Many models in one project: what the analyzers take grows with their number and no faster. <c>MODELGEN_LONG=1</c> takes 3,000.</summary>
[Collection(nameof(ScaleTests))]
public class ScaleTests(ITestOutputHelper output)
{
    private const double MillisecondsOfAModel = 10;

    [Fact]
    public async Task AModelTakesLessThanTenMilliseconds()
    {
        int models = Environment.GetEnvironmentVariable("MODELGEN_LONG") == "1" ? 3000 : 200;
        ModelAnalyzer analyzer = new();
        await Time(analyzer, 1, 20); // so that all code is compiled
        double first = await Time(analyzer, 2, models);
        double again = await Time(analyzer, 2, models);
        output.WriteLine($"{models} models: {first / models:0.00} ms each, {again / models:0.00} ms where they are known");
        Assert.True(first < models * MillisecondsOfAModel, $"{first / models:0.00} ms of a model");
    }

    /// <summary>Processor time; nothing runs beside it in this process.</summary>
    private static async Task<double> Time(ModelAnalyzer analyzer, int seed, int models)
    {
        string block = $"using ModelGen;\n[Block, Linear({seed + 7}), Relu, Linear(16)] partial class Think;\n";
        CSharpCompilation compilation = UserProject.Compile([block, .. Enumerable.Range(0, models).Select(i =>
            $"using ModelGen;\nclass Use{i} {{ void Run() {{ new Net{i}(); }} }}\n[Model, Input({i % 100 + seed}, 8), Flatten, Linear(16), Residual<Think>, LayerNorm, Linear({i % 9 + 2}), Loss(Loss.CrossEntropy)] public partial class Net{i};\n")]);
        compilation.GetDiagnostics();
        using Process process = Process.GetCurrentProcess();
        TimeSpan start = process.TotalProcessorTime;
        await compilation.WithAnalyzers([analyzer, new DataEdgeAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalMilliseconds;
    }
}

/// <summary>Alone in the process while it measures.</summary>
[CollectionDefinition(nameof(ScaleTests), DisableParallelization = true)]
public class ScaleCollection;

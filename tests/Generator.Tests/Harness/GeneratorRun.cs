using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator;

namespace ModelGen.Tests.Harness;

/// <summary>One run of the generator; <see cref="Then"/> runs the same driver over the next state of the source.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        (Input, Output, Diagnostics) = (input, output, diagnostics);
        Result = _driver.GetRunResult().Results.Single();
    }

    public CSharpCompilation Input { get; }

    public Compilation Output { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public GeneratorRunResult Result { get; }

    public IEnumerable<(string HintName, string Text)> Files => Result.GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString()));

    public static GeneratorRun Of(params string[] sources) => Of(UserProject.Compile(sources));

    public static GeneratorRun Of(CSharpCompilation compilation) =>
        new(
            CSharpGeneratorDriver.Create(
                [new ModelGenerator().AsSourceGenerator()],
                ProjectTexts.Of(compilation),
                parseOptions: (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? UserProject.ParseOptions,
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
            compilation);

    public GeneratorRun Then(CSharpCompilation next) => new(_driver, next);

    /// <summary>What became of every output of a step, in this run.</summary>
    public IncrementalStepRunReason[] Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)]
            : [];

    /// <summary>What became of the files.</summary>
    public IncrementalStepRunReason[] OutputReasons =>
        [.. Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
}

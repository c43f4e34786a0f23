using System;
using System.Diagnostics;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator;

namespace ModelGen.Benchmarks.Ide;

/// <summary>The generator in the driver of the turn before: what changed is found, compiled, emitted and parsed.</summary>
internal sealed class GeneratorSubject : IIdeSubject
{
    private static readonly string[] s_steps = [TrackingNames.Models, TrackingNames.Presets, TrackingNames.Environment, TrackingNames.Compiled, TrackingNames.Clashes, TrackingNames.Files];

    private GeneratorDriver _driver = Create(isTracked: false); // as an editor has it: what tracking costs grows with the steps
    private GeneratorDriver _tracked = Create(isTracked: true);

    public IdeRun Run(EditedProject project)
    {
        long start = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(project.Compilation);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        _tracked = _tracked.RunGenerators(project.Compilation);
        GeneratorRunResult result = _tracked.GetRunResult().Results.Single();
        if (result.Exception is not null || result.GeneratedSources.IsEmpty)
        {
            throw new InvalidOperationException("The generator emitted nothing", result.Exception);
        }

        int recomputed = s_steps
            .Where(result.TrackedSteps.ContainsKey)
            .SelectMany(step => result.TrackedSteps[step])
            .SelectMany(run => run.Outputs)
            .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        return new IdeRun(elapsed, recomputed);
    }

    private static GeneratorDriver Create(bool isTracked) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: EditedProject.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));
}

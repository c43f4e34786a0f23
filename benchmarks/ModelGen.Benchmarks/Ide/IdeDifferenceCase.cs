using System;
using System.Linq;
using System.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator;

namespace ModelGen.Benchmarks.Ide;

/// <summary>
/// What the analyzers add to an edit: after each, the same compilation is looked at as two clones of which neither knows what the other has bound, once with the package's analyzers and once with
/// one that does nothing, in turn as the first. The times are those of the differences. A look before both takes what a compilation finds out once for all its clones, and full collections
/// of memory, of which any would be longer than a look, stand between the turns. One thread, whatever is asked for.
/// </summary>
internal sealed class IdeDifferenceCase(string name, Func<EditedProject> open, bool elsewhere) : ICase
{
    private const int WarmUpTurns = 200;
    private const int DefaultRepetitions = 300;

    public Measurement Measure(int threads, int repetitions)
    {
        EditedProject project = open();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: EditedProject.ParseOptions);
        AnalyzerSubject idle = AnalyzerSubject.Idle();
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            idle.Look(Edited(project, ref driver, here: true), project.Model, isTimed: true);
        }

        long without = Held();
        AnalyzerSubject ours = AnalyzerSubject.Ours();
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            ours.Look(Edited(project, ref driver, here: true), project.Model, isTimed: true);
        }

        long held = Held() - without;
        int count = repetitions > 0 ? repetitions : DefaultRepetitions;
        (IdeLook Idle, IdeLook Ours)[] turns = new (IdeLook, IdeLook)[count];
        for (int i = 0; i < count; i++)
        {
            turns[i] = Turn(Edited(project, ref driver, here: !elsewhere), project.Model, idle, ours, oursFirst: i % 2 == 1);
        }

        GC.KeepAlive(ours);
        double[] difference = Sorted(turns, turn => turn.Ours.Milliseconds - turn.Idle.Milliseconds), processor = Sorted(turns, turn => turn.Ours.Processor - turn.Idle.Processor), inside = Sorted(turns, turn => turn.Ours.InAnalyzers);
        double[] alone = Sorted(turns, turn => turn.Idle.Milliseconds), together = Sorted(turns, turn => turn.Ours.Milliseconds);
        return new Measurement(name, 1, Median(difference), difference[0], null, (long)turns.Average(turn => turn.Ours.AllocatedBytes - turn.Idle.AllocatedBytes), P99Ms: Last(difference))
        {
            IdleMs = Median(alone), IdleP99Ms = Last(alone), WithMs = Median(together), WithP99Ms = Last(together), ProcessorMs = Median(processor), ProcessorP99Ms = Last(processor), InAnalyzersMs = Median(inside), InAnalyzersP99Ms = Last(inside), HeldBytes = held,
        };
    }

    private static Compilation Edited(EditedProject project, ref GeneratorDriver driver, bool here)
    {
        if (here)
        {
            project.EditModel();
        }
        else
        {
            project.EditElsewhere();
        }

        driver = driver.RunGeneratorsAndUpdateCompilation(project.Compilation, out Compilation whole, out _);
        return whole;
    }

    private static (IdeLook Idle, IdeLook Ours) Turn(Compilation whole, SyntaxTree file, AnalyzerSubject idle, AnalyzerSubject ours, bool oursFirst)
    {
        GC.Collect();
        GCLatencyMode before = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.LowLatency;
        try
        {
            idle.Look(whole.Clone(), file, isTimed: true);
            IdeLook first = (oursFirst ? ours : idle).Look(whole.Clone(), file, isTimed: true), second = (oursFirst ? idle : ours).Look(whole.Clone(), file, isTimed: true);
            return oursFirst ? (second, first) : (first, second);
        }
        finally
        {
            GCSettings.LatencyMode = before;
        }
    }

    /// <summary>Bytes in objects that are still reached.</summary>
    private static long Held()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double[] Sorted((IdeLook Idle, IdeLook Ours)[] turns, Func<(IdeLook Idle, IdeLook Ours), double> of) => [.. turns.Select(of).Order().Select(time => Math.Round(time, 3))];

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static double Last(double[] sorted) => sorted[sorted.Length * 99 / 100];
}

using System;
using System.CommandLine;

namespace ModelGen.Torch.Benchmarks;

/// <summary>A training step of CharGpt's model on the CPU target beside the same step on libtorch, in turn; prints one JSON line.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Option<int> threads = new("--threads") { Description = "Threads of both.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<int> runs = new("--runs") { Description = "Runs of each, in turn.", DefaultValueFactory = _ => 9 };
        Option<int> steps = new("--steps") { Description = "Steps of a run.", DefaultValueFactory = _ => 20 };
        RootCommand command = new("A training step of CharGpt's model: the CPU target beside libtorch.") { threads, runs, steps };
        command.SetAction(parsed => Console.WriteLine(StepComparison.Run(parsed.GetValue(threads), parsed.GetValue(runs), parsed.GetValue(steps))));
        return command.Parse(args).Invoke();
    }
}

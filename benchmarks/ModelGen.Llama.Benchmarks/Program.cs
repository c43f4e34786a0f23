using System;
using System.CommandLine;
using System.IO;
using ModelGen.Weights;

namespace ModelGen.Llama.Benchmarks;

/// <summary>Writes a llama of 110 million random weights as GGUF, loads it on the CPU target and in llama.cpp, and prints one JSON line: tokens a second of both, in turn, and how far apart their logits are.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Option<int> threads = new("--threads") { Description = "Threads of both.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<int> runs = new("--runs") { Description = "Runs of each, in turn.", DefaultValueFactory = _ => 9 };
        Option<GgufType> weights = new("--weights") { Description = "Q8_0 or Q4_0.", DefaultValueFactory = _ => GgufType.Q8_0 };
        RootCommand command = new("Decoding and prompts of a llama of 110 million weights: the CPU target beside llama.cpp.") { threads, runs, weights };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(weights) is not (GgufType.Q8_0 or GgufType.Q4_0) || parsed.GetValue(runs) < 1)
            {
                Console.Error.WriteLine("--weights is Q8_0 or Q4_0, and --runs at least 1.");
                return 1;
            }

            DirectoryInfo folder = Directory.CreateTempSubdirectory("modelgen-llama-");
            try
            {
                string path = Path.Combine(folder.FullName, "llama.gguf");
                LlamaFile.Write(path, parsed.GetValue(weights));
                Console.WriteLine(Comparison.Run(path, parsed.GetValue(weights), parsed.GetValue(threads), parsed.GetValue(runs)));
                return 0;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command.Parse(args).Invoke();
    }
}

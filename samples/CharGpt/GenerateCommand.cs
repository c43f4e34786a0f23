using System;
using System.CommandLine;
using ModelGen.Decoding;

namespace CharGptSample;

/// <summary>The options of <c>generate</c>.</summary>
internal static class GenerateCommand
{
    /// <summary>Adds options and action to a command.</summary>
    public static void AddTo(Command command)
    {
        Option<string> prompt = new("--prompt") { Description = "How the text begins.", HelpName = "TEXT", DefaultValueFactory = _ => "public " };
        Option<int?> length = NumberOption.Create("--length", "How many characters to write (400).", 1, int.MaxValue);
        Option<float?> temperature = NumberOption.Create("--temperature", "0: always the likeliest character; 1: as the model has learned; default 0.8.", 0f, 100f);
        Option<int?> topK = NumberOption.Create("--top-k", "Choose among so many of the likeliest characters; 0: all (0).", 0, int.MaxValue);
        Option<float?> topP = NumberOption.Create("--top-p", "Choose among the likeliest that together have this probability (1).", 0.01f, 1f);
        Option<long?> seed = NumberOption.Create("--seed", "The same seed, the same text; without it, another text each time.", 0L, long.MaxValue);
        Option<string?> folder = new("--folder") { Description = "Where the weights are (samples/CharGpt/weights).", HelpName = "DIR" };
        foreach (Option option in (Option[])[prompt, length, temperature, topK, topP, seed, folder]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            SamplingOptions sampling = new(
                parsed.GetValue(temperature) ?? 0.8f,
                parsed.GetValue(topK) ?? 0,
                parsed.GetValue(topP) ?? 1,
                (ulong)(parsed.GetValue(seed) ?? Random.Shared.NextInt64()));
            GenerateOptions options = new(parsed.GetValue(prompt)!, parsed.GetValue(length) ?? 400, sampling, new RunFolder(parsed.GetValue(folder)));
            using Interrupt interrupt = new();
            GenerationRun.Execute(options, interrupt.Token);
        });
    }
}

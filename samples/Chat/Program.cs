using System.CommandLine;
using System.Globalization;
using ChatSample;
using ModelGen.Decoding;
using ModelGen.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Argument<string> folder = new("FOLDER") { Description = "The checkpoint: weights, tokenizer, chat template.", DefaultValueFactory = _ => ChatModel.Folder };
Option<string?> prompt = new("--prompt") { Description = "One question instead of a conversation.", HelpName = "TEXT" };
Option<string?> system = new("--system") { Description = "What the model is told before.", HelpName = "TEXT" };
Option<float> temperature = new("--temperature") { Description = "0: always the likeliest token; default 0.6.", HelpName = "X", DefaultValueFactory = _ => 0.6f };
Option<int> length = new("--length") { Description = "The most tokens of an answer; default 500.", HelpName = "N", DefaultValueFactory = _ => 500 };
Option<ulong> seed = new("--seed") { Description = "The same seed, the same answer.", HelpName = "N" };
RootCommand root = new("Talks with a published model.") { folder, prompt, system, temperature, length, seed };
root.SetAction(parsed =>
{
    SamplingOptions sampling = new(parsed.GetValue(temperature), TopP: 0.9f, Seed: parsed.GetValue(seed));
    Conversation conversation = Conversation.Begin(parsed.GetValue(folder)!, parsed.GetValue(system), sampling, parsed.GetValue(length));
    if (parsed.GetValue(prompt) is string question) conversation.Answer(question);
    else conversation.Talk();
});
return SampleCommand.Run(args, root);

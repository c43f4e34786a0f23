using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ModelGen.Data;
using ModelGen.Decoding;
using ModelGen.Evaluation;
using ModelGen.Samples;
using ModelGen.Training;
using TextGeneratorSample;

return SampleCommand.Run(args, "A small GPT learns to write documentation.", steps: 700, data: "A text file to learn from.", Learn);

static void Learn(SampleOptions options)
{
    string text = Texts.Load(options.Data);
    int cut = text.Length * 9 / 10;
    if (cut == 0) throw new DataFormatException("The text is empty: learn from a longer one");
    BpeTokenizer tokenizer = BpeTokenizer.Train([text[..cut]], SmallGpt.Pieces);
    if (tokenizer.Vocabulary != SmallGpt.Pieces) throw new DataFormatException($"The text gives {tokenizer.Vocabulary} pieces, the model has {SmallGpt.Pieces}: learn from a longer text");
    int[] train = tokenizer.Encode(text[..cut]), test = tokenizer.Encode(text[cut..]);
    if (test.Length <= SmallGpt.Window) throw new DataFormatException($"The last tenth of the text has {test.Length} pieces, at least {SmallGpt.Window + 1} are needed to measure by: learn from a longer text");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{text.Length:N0} characters, {(double)cut / train.Length:0.0} to a piece; the last tenth is held out"));

    SmallGpt model = new(seed: 1);
    AdamW optimizer = new(model.Store, weightDecay: 0.1f, groups: [ParameterGroup.NoDecayOnVectors]);
    Trainer<int, int> trainer = new(model, optimizer, new TrainerOptions { Schedule = new OneCycleSchedule(peak: 3e-3f, options.Steps), ClipNorm = 1 });
    TokenDataset heldOut = new(test, SmallGpt.Window, batch: 16, TokenOrder.Sequential);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"perplexity before: {Evaluate.Language(model, heldOut).Perplexity:0}"));
    Stopwatch clock = Stopwatch.StartNew();
    using ConsoleProgress progress = new();
    TrainingProgress last = trainer.Fit(new TokenDataset(train, SmallGpt.Window, batch: 8, seed: 1), new FitOptions<int, int> { Steps = options.Steps, Callbacks = [progress] });
    LanguageReport report = Evaluate.Language(model, heldOut);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"perplexity after {last.Step} steps, {clock.Elapsed.TotalSeconds:0} s, {last.TokensPerSecond:N0} pieces a second: {report.Perplexity:0}"));

    TokenDecoder decoder = model.CreateDecoder();
    foreach (float temperature in new[] { 0.3f, 0.7f, 1.1f })
    {
        int[] written = [.. decoder.Generate(tokenizer.Encode("The model"), count: 60, new SamplingOptions(temperature, Seed: 1))];
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--- temperature {temperature:0.0}"));
        Console.WriteLine("The model" + tokenizer.Decode(written));
    }
}

using System.Text;
using ModelGen.Data;
using ModelGen.Decoding;
using ModelGen.Training;

// dotnet run -c Release -- FILE learns a text of yours; without one, the C# that ModelGen wrote for LetterGpt.
string[] files = args.Length > 0 ? args
    : Directory.Exists("Generated") ? Directory.GetFiles("Generated", "LetterGpt*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray()
    : [];
string text = string.Concat(files.Select(File.ReadAllText)).ReplaceLineEndings("\n");
if (text.Length < 10_000)
{
    Console.Error.WriteLine("Too little to learn from: name a text file of 10,000 letters or more, dotnet run -c Release -- FILE");
    return 1;
}

Console.WriteLine(LetterGpt.Info); // layers, shapes, parameters: known at compile time

string alphabet = "\n" + string.Concat(Enumerable.Range(' ', 95).Select(c => (char)c));
CharTokenizer tokenizer = CharTokenizer.FromText(alphabet, replacement: new Rune('\uFFFD'));
int[] tokens = tokenizer.Encode(text);
int cut = tokens.Length * 9 / 10; // the last tenth is held out
TokenDataset data = new(tokens.AsMemory(0, cut), context: 64, batch: 16, seed: 1);
TokenDataset heldOut = new(tokens.AsMemory(cut), context: 64, batch: 16, TokenOrder.Sequential);

const int Steps = 1000;
LetterGpt model = new(seed: 1);
AdamW optimizer = new(model.Store, weightDecay: 0.1f, decays: Optimizer.MatricesOnly);
Trainer<int, int> trainer = new(model, optimizer, new TrainerOptions
{
    Schedule = new WarmupCosineSchedule(peak: 3e-3f, warmupSteps: 100, totalSteps: Steps),
    ClipNorm = 1,
});

for (int step = 100; step <= Steps; step += 100)
{
    TrainingProgress now = trainer.Fit(data, new FitOptions<int, int> { Steps = step, Validation = heldOut });
    Console.WriteLine($"step {step,4}: loss {now.Loss:0.00}, held out {now.ValidationLoss:0.00} nats per letter, {now.TokensPerSecond:0} letters/s");
}

model.Save("letters.safetensors"); // new LetterGpt().Load("letters.safetensors") has it back

Console.WriteLine("\nIt goes on from the beginning of the text:\n");
string prompt = text[..40];
Console.Write(prompt);
SamplingOptions sampling = new(Temperature: 0.7f, TopK: 20, Seed: 1);
foreach (int token in model.CreateDecoder().Generate(tokenizer.Encode(prompt), count: 500, sampling))
{
    Console.Write(tokenizer.Decode(token));
}

Console.WriteLine();
return 0;

using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using DigitsSample;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Quantization;
using ModelGen.Samples;
using ModelGen.Training;

Option<int> steps = SampleCommand.StepsOption(1500);
Option<string> file = new("--file") { Description = "Where the small weights go.", HelpName = "PATH", DefaultValueFactory = _ => "samples/Browser/wwwroot/digits.safetensors" };
RootCommand root = new("A convolutional net learns digits that are drawn by the program, for the page of samples/Browser.") { Options = { steps, file } };
root.SetAction(parsed => Learn(parsed.GetValue(steps), parsed.GetValue(file)!));
return SampleCommand.Run(args, root);

static void Learn(int steps, string file)
{
    string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
    if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}': run this in the root of the repository, or say with --file where the weights go");

    TensorDataset<float, int> test = new Hand(seed: 2).Write(4_000).ToDataset(batch: 250, shuffle: false);
    DigitNet model = new(seed: 1);
    Trainer<float, int> trainer = new(model, new AdamW(model.Store, groups: [ParameterGroup.NoDecayOnVectors]), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 4e-3f, steps) });
    using ConsoleProgress progress = new();
    TrainingProgress last = trainer.Fit(new Hand(seed: 1).Write(30_000).ToDataset(batch: 64, seed: 1), new FitOptions<float, int> { Steps = steps, Callbacks = [progress] });

    Console.WriteLine(Evaluate.Classifier(model.Predict, test, classes: 10));
    QuantizationReport report = Quantizer.Measure(model, Weights.Int8, () => Evaluate.Classifier(model.Predict, test, classes: 10).Accuracy);
    Quantizer.Quantize(model, Weights.Int8);
    model.Save(file);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last.Elapsed.TotalSeconds:0} s of training; {report.Before:P2} right, {report.After:P2} in eight bits"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {new FileInfo(file).Length:N0} bytes, for dotnet publish -c Release samples/Browser -o site"));
}

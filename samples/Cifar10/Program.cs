using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Cifar10Sample;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Samples;
using ModelGen.Training;

return SampleCommand.Run(args, "A convolutional net learns ten kinds of small colour pictures.", steps: 1500, data: "The folder of CIFAR-10's unpacked binary version.", Learn);

static void Learn(SampleOptions options)
{
    string[] names = Shapes.Names;
    LabelledImages train, test;
    if (options.Data is string folder)
    {
        names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
        train = LabelledImages.FromCifar10([.. Enumerable.Range(1, 5).Select(i => Path.Combine(folder, $"data_batch_{i}.bin"))]);
        test = LabelledImages.FromCifar10(Path.Combine(folder, "test_batch.bin"));
    }
    else
    {
        (train, test) = (Shapes.Draw(10_000, seed: 1), Shapes.Draw(2_000, seed: 2));
        Console.WriteLine("Drawn shapes in place of CIFAR-10: name the folder of its binary version with --data to learn from that");
    }

    CifarNet model = new(seed: 1);
    Trainer<float, int> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 2e-3f, options.Steps) });
    AugmentedSource<int> changed = new(train.ToDataset(batch: 32, seed: 1, mean: 0.47f, deviation: 0.25f), new ImageAugmentation { FlipHorizontally = true, Shift = 2 });
    using PrefetchSource<float, int> data = new(changed);
    using ConsoleProgress progress = new();
    TrainingProgress last = trainer.Fit(data, new FitOptions<float, int> { Steps = options.Steps, Callbacks = [progress] });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last.Step} steps in {last.Elapsed.TotalSeconds:0} s, {last.ExamplesPerSecond:N0} images a second"));
    Console.WriteLine();
    Console.WriteLine(Evaluate.Classifier(model.Predict, test.ToDataset(batch: 250, shuffle: false, mean: 0.47f, deviation: 0.25f), classes: 10, names));
}

using System;
using System.Globalization;
using FashionMnistSample;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Reports;
using ModelGen.Samples;
using ModelGen.Training;

return SampleCommand.Run(args, "A convolutional net learns ten kinds of clothing.", steps: 1800, data: "The folder with the four .gz files of Fashion-MNIST.", Learn);

static void Learn(SampleOptions options)
{
    // The means and deviations of the training pixels.
    const float Mean = 0.286f, Deviation = 0.353f;
    (LabelledImages train, LabelledImages test, string from) = Clothes.Load(options.Data);
    Console.WriteLine(FashionNet.Info);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{from}: {train.Count:N0} images to learn from, {test.Count:N0} to judge by"));

    FashionNet model = new(seed: 1);
    TrainerOptions schedule = new() { Schedule = new OneCycleSchedule(peak: 4e-3f, options.Steps) };
    Trainer<float, int> trainer = new(model, new AdamW(model.Store, groups: [ParameterGroup.NoDecayOnVectors]), schedule);
    TensorDataset<float, int> heldOut = test.ToDataset(batch: 250, shuffle: false, mean: Mean, deviation: Deviation);
    AugmentedSource<int> changed = new(train.ToDataset(batch: 64, seed: 1, mean: Mean, deviation: Deviation), new ImageAugmentation { FlipHorizontally = true });
    using PrefetchSource<float, int> data = new(changed);
    TrainingHistory history = new();
    using ConsoleProgress progress = new();
    TrainingProgress last = trainer.Fit(data, new FitOptions<float, int> { Steps = options.Steps, Validation = heldOut, ValidationEvery = 300, ValidationBatches = 8, Callbacks = [history, progress] });

    ClassificationReport report = Evaluate.Classifier(model.Predict, heldOut, classes: 10, Clothes.Names);
    Console.WriteLine();
    Console.WriteLine(report);
    new HtmlReport("Fashion-MNIST", from).Add(FashionNet.Info).Add(history).Add(report, "Test images").Save("fashion-mnist.html");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last.Elapsed.TotalSeconds:0} s of training; the report is in fashion-mnist.html"));
}

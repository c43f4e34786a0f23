using System;
using System.Globalization;
using System.Linq;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Imaging;
using ModelGen.Samples;
using ModelGen.Training;
using PicturesSample;

return SampleCommand.Run(args, "A convolutional net learns from folders of pictures.", steps: 1500, data: "A folder with a folder of PNG or JPEG pictures for each of ten classes.", Learn);

static void Learn(SampleOptions options)
{
    ImageFolder all = ImageFolder.Open(options.Data ?? PictureFiles.Write());
    if (all.Classes.Count != 10) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{options.Data}' has {all.Classes.Count} folders, and the model ten classes: change the last Linear and Target of PictureNet"));
    DataSplit split = DataSplit.Stratified(all.Labels, validation: 0, test: 0.2, seed: 1);
    ImageFolder train = all.Take(split.Train), test = all.Take(split.Test);
    ImageOptions pictures = train.Measure(new ImageOptions { Height = 28, Width = 28, Channels = 1 });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{train.Count:N0} pictures to learn from, {test.Count:N0} to judge by; mean {pictures.Mean[0]:0.000}, deviation {pictures.Deviation[0]:0.000}"));

    PictureNet model = new(seed: 1);
    ImageAugmentation changes = new() { FlipHorizontally = true, Shift = 1, Rotation = 5, Contrast = 0.2f, Cutout = 6, Fill = -pictures.Mean[0] / pictures.Deviation[0] };
    using PrefetchSource<float, int> data = new(new AugmentedSource<int>(train.ToDataset(pictures, batch: 64, seed: 1), changes), depth: 4);
    Trainer<float, int> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 4e-3f, options.Steps) });
    using ConsoleProgress progress = new();
    trainer.Fit(data, new FitOptions<float, int> { Steps = options.Steps, Validation = test.ToDataset(pictures, batch: 200, shuffle: false), ValidationEvery = 500, Callbacks = [progress] });
    Console.WriteLine();
    Console.WriteLine(Evaluate.Classifier(model.Predict, test.ToDataset(pictures, batch: 200, shuffle: false), all.Classes.Count, all.Classes.ToArray()));
}

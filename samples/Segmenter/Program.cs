using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Samples;
using ModelGen.Training;
using SegmenterSample;

return SampleCommand.Run(args, "A U-Net finds the pixels of discs among squares.", steps: 1000, data: null, Learn);

static void Learn(SampleOptions options)
{
    const int Batch = 16, Tested = 64, Shown = 6;
    Random random = new(1);
    UNet model = new(seed: 1);
    Trainer<float, float> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 4e-3f, options.Steps) });
    float[] images = new float[Tested * Scene.Pixels], masks = new float[Tested * Scene.Pixels];
    double sum = 0;
    int summed = 0;
    for (int step = 1; step <= options.Steps; step++)
    {
        Draw(Batch);
        (sum, summed) = (sum + trainer.Step(Images(Batch), new ReadOnlyTensorSpan<float>(masks, [Batch, Scene.Pixels])), summed + 1);
        if (step % 100 != 0 && step != options.Steps) continue;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: loss {sum / summed:0.000}"));
        (sum, summed) = (0, 0);
    }

    Draw(Tested);
    float[] found = [.. model.PredictProbabilities(Images(Tested))];
    int both = 0, either = 0;
    for (int i = 0; i < found.Length; i++)
    {
        (bool isFound, bool isDisc) = (found[i] >= 0.5f, masks[i] == 1);
        (both, either) = (both + (isFound && isDisc ? 1 : 0), either + (isFound || isDisc ? 1 : 0));
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"intersection over union on new scenes: {(double)both / Math.Max(1, either):0.000}"));
    Picture picture = new(3, Shown, Scene.Size, Scene.Size);
    for (int i = 0; i < Shown; i++)
    {
        picture.Set(0, i, images.AsSpan(i * Scene.Pixels, Scene.Pixels));
        picture.Set(1, i, masks.AsSpan(i * Scene.Pixels, Scene.Pixels));
        picture.Set(2, i, found.AsSpan(i * Scene.Pixels, Scene.Pixels));
    }

    Console.WriteLine($"input, truth, prediction: {picture.Save("segmenter.png")}");

    void Draw(int count)
    {
        for (int i = 0; i < count; i++) Scene.Draw(random, images.AsSpan(i * Scene.Pixels, Scene.Pixels), masks.AsSpan(i * Scene.Pixels, Scene.Pixels));
    }

    ReadOnlyTensorSpan<float> Images(int count) => new(images, [count, 1, Scene.Size, Scene.Size]);
}

using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Samples;
using ModelGen.Training;
using VaeSample;

return SampleCommand.Run(args, "A variational autoencoder learns to draw shapes.", steps: 6000, data: null, Learn);

static void Learn(SampleOptions options)
{
    const int Batch = 64, Shown = 8;
    Random random = new(1);
    ShapeVae model = new(seed: 1);
    Trainer<ShapeVae.Batch> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 3e-3f, options.Steps), ClipNorm = 50 });
    ShapeVae.Batch batch = new();
    batch.Resize(Batch);
    double sum = 0;
    int summed = 0;
    for (int step = 1; step <= options.Steps; step++)
    {
        Fill(batch);
        (sum, summed) = (sum + trainer.Step(batch), summed + 1);
        if (step % 500 != 0 && step != options.Steps) continue;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: {sum / summed:0.0} nats a picture"));
        (sum, summed) = (0, 0);
    }

    Fill(batch);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"new pictures: {model.ComputeLoss(batch):0.0} nats each; guessing takes {Shapes.Pixels * Math.Log(2):0.0}"));
    Picture picture = new(Shown, Shown, Shapes.Size, Shapes.Size);
    float[] codes = new float[Shown * Shown * ShapeVae.Codes];
    foreach (ref float code in codes.AsSpan()) code = Gauss();
    float[] drawn = [.. model.PredictDraw(new ReadOnlyTensorSpan<float>(codes, [Shown * Shown, ShapeVae.Codes]))];
    for (int i = 0; i < Shown * Shown; i++) picture.Set(i % Shown, i / Shown, drawn.AsSpan(i * Shapes.Pixels, Shapes.Pixels));
    Console.WriteLine($"drawn from nothing but noise: {picture.Save("vae.png")}");

    void Fill(ShapeVae.Batch target)
    {
        for (int i = 0; i < Batch; i++) Shapes.Draw(random, target.Pixels.Values.Slice(i * Shapes.Pixels, Shapes.Pixels));
        foreach (ref float number in target.Noise.Values) number = Gauss();
    }

    float Gauss() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}

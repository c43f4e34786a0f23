using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Training;

Console.WriteLine(SpiralNet.Info); // layers, shapes, parameters: known at compile time

Spirals training = new(count: 1500, seed: 1);
Spirals validation = new(count: 500, seed: 2); // points that training never sees

SpiralNet model = new(seed: 1);
Trainer<float, int> trainer = new(model, new AdamW(model.Store, learningRate: 5e-3f));
TensorDataset<float, int> data = new(training.Points, training.Labels, batch: 50, seed: 1);

const int Epochs = 60;
for (int epoch = 10; epoch <= Epochs; epoch += 10)
{
    TrainingProgress now = trainer.Fit(data, new FitOptions<float, int> { Steps = epoch * data.BatchesPerEpoch });
    Console.WriteLine($"epoch {epoch,2}: loss {now.Loss:0.000}, training accuracy {training.Accuracy(model):0.0%}, validation accuracy {validation.Accuracy(model):0.0%}");
}

model.Save("spirals.safetensors"); // new SpiralNet().Load("spirals.safetensors") has it back

// What it learnt, seen from above.
const int Width = 60, Height = 28;
float[] grid = new float[Width * Height * 2];
for (int i = 0; i < Width * Height; i++)
{
    grid[2 * i] = (i % Width - (Width - 1) / 2f) / (Width / 2f);
    grid[2 * i + 1] = (i / Width - (Height - 1) / 2f) / (Height / -2f);
}

string map = string.Concat(Spirals.Predict(model, new ReadOnlyTensorSpan<float>(grid, [Width * Height, 2])).Select(label => ".+#"[label]));
Console.WriteLine();
for (int row = 0; row < Height; row++)
{
    Console.WriteLine(map.Substring(row * Width, Width));
}

using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Training;

float[] x = [.. Enumerable.Range(0, 1000).Select(i => (4 * CounterRandom.Uniform(key: 1, (ulong)i)) - 2)];
float[] y = [.. x.Select((x, i) => (3 * x) + 2 + (0.5f * CounterRandom.Normal(key: 2, (ulong)i)))];
TensorDataset<float, float> data = new(new ReadOnlyTensorSpan<float>(x, [1000, 1]), new ReadOnlyTensorSpan<float>(y, [1000, 1]), batch: 32);

Line model = new(seed: 1);
new Trainer<float, float>(model, new Sgd(model.Store, 0.05f)).Fit(data, new FitOptions<float, float> { Epochs = 10 });
Console.WriteLine($"{model.Parameters.Slope.Weight.Value[0]:0.00} x + {model.Parameters.Slope.Bias.Value[0]:0.00}");

[Model, Input(1), Linear(1, Name = "slope"), Loss(Loss.MeanSquaredError)]
public partial class Line;

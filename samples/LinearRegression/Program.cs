using System;
using System.Globalization;
using System.Numerics.Tensors;
using LinearRegressionSample;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;

// y = 3x + 2, and noise with a deviation of 0.5 that no model can foretell.
const int Examples = 1000;
float[] x = new float[Examples], y = new float[Examples];
for (int i = 0; i < Examples; i++)
{
    x[i] = (4 * CounterRandom.Uniform(key: 1, (ulong)i)) - 2;
    y[i] = (3 * x[i]) + 2 + (0.5f * CounterRandom.Normal(key: 2, (ulong)i));
}

TensorDataset<float, float> all = new(new ReadOnlyTensorSpan<float>(x, [Examples, 1]), new ReadOnlyTensorSpan<float>(y, [Examples, 1]), batch: 32);
DataSplit split = DataSplit.Random(Examples, validation: 0, test: 0.2);
TensorDataset<float, float> train = all.Take(split.Train), test = all.Take(split.Test, shuffle: false);

Line model = new(seed: 1);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"before: y = {model.Parameters.Line.Weight.Value[0]:0.000} x + {model.Parameters.Line.Bias.Value[0]:0.000}"));
Trainer<float, float> trainer = new(model, new Sgd(model.Store), new TrainerOptions { Schedule = new ExponentialSchedule(rate: 0.05f, factor: 0.995f) });
trainer.Fit(train, new FitOptions<float, float> { Steps = 1000 });

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after:  y = {model.Parameters.Line.Weight.Value[0]:0.000} x + {model.Parameters.Line.Bias.Value[0]:0.000}"));
Console.WriteLine("truth:  y = 3 x + 2, noise with a deviation of 0.5");
Console.WriteLine();
Console.WriteLine(Evaluate.Regression(model.Predict, test));

using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Cpu;
using ModelGen.Training;

const int Batch = 128;
Generator generator = new(seed: 1);
Discriminator discriminator = new(seed: 2);
Adam generatorAdam = new(generator.Store, 1e-3f, beta1: 0.5f), discriminatorAdam = new(discriminator.Store, 2e-3f, beta1: 0.5f);
Workspace generatorWork = new(), discriminatorWork = new();
float[] zeros = new float[Batch], ones = [.. Enumerable.Repeat(1f, Batch)], gradient = new float[Batch], back = new float[Batch];
ulong draws = 0;

for (int i = 0; i < 6000; i++)
{
    float[] real = [.. Normal(Batch).Select(noise => (CounterRandom.Uniform(key: 2, draws++) < 0.5f ? -2 : 2) + (0.5f * noise))];
    ReadOnlyTensorSpan<float> fake = generator.Forward(generatorWork, new(Normal(Batch * 4), [Batch, 4]));
    float loss = discriminator.ComputeGradients(Column(real), Column(ones)) + discriminator.ComputeGradients(fake, Column(zeros));
    discriminatorAdam.Step(gradientScale: 0.5f, clearGradients: true);

    LossKernels.BinaryCrossEntropy(ThreadTeam.Shared, Guard.Dense(discriminator.Forward(discriminatorWork, fake)), ones, gradient, Batch);
    discriminator.Backward(discriminatorWork, Column(gradient), inputGradient: new TensorSpan<float>(back, [Batch, 1]));
    discriminator.Store.ZeroGradients(); // it is not its turn
    generator.Backward(generatorWork, Column(back));
    generatorAdam.Step(clearGradients: true);
    if (i % 1000 == 999) Console.WriteLine($"{i + 1} {loss / 2}");
}

Console.WriteLine(generator.Predict(new(Normal(16_000), [4000, 4])).Average(Math.Abs));

float[] Normal(int count) => [.. Enumerable.Range(0, count).Select(_ => CounterRandom.Normal(key: 1, draws++))];
static ReadOnlyTensorSpan<float> Column(float[] values) => new(values, [values.Length, 1]);

[Model, Input(4), Linear(32), Tanh, Linear(1)]
public partial class Generator;

[Model, Input(1), Linear(32), Tanh, Linear(32), Tanh, Linear(1), Loss(Loss.BinaryCrossEntropy)]
public partial class Discriminator;

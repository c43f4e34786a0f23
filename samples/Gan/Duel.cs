using System;
using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Cpu;
using ModelGen.Training;

namespace GanSample;

/// <summary>Generator against discriminator, one step of each at a time.</summary>
/// <remarks>Goodfellow et al. 2014, arXiv:1406.2661, with the generator's loss that does not saturate.</remarks>
internal sealed class Duel
{
    private const int Batch = 128;
    private const int Noise = 4;

    private readonly Generator _generator = new(seed: 1);
    private readonly Discriminator _discriminator = new(seed: 2);
    private readonly Adam _generatorOptimizer;
    private readonly Adam _discriminatorOptimizer;
    private readonly Workspace _generatorWork = new(), _discriminatorWork = new();
    private readonly float[] _noise = new float[Batch * Noise], _real = new float[Batch], _gradient = new float[Batch], _back = new float[Batch];
    private readonly float[] _ones = new float[Batch], _zeros = new float[Batch];
    private ulong _draws;

    public Duel()
    {
        _generatorOptimizer = new Adam(_generator.Store, learningRate: 1e-3f, beta1: 0.5f);
        _discriminatorOptimizer = new Adam(_discriminator.Store, learningRate: 2e-3f, beta1: 0.5f);
        Array.Fill(_ones, 1);
    }

    /// <summary>The real numbers: half of them around -2, half around 2, each with a deviation of 0.5.</summary>
    public static float Real(ulong index) => (CounterRandom.Uniform(key: 10, index) < 0.5f ? -2 : 2) + (0.5f * CounterRandom.Normal(key: 11, index));

    /// <summary>Numbers of the generator.</summary>
    public float[] Generate(int count)
    {
        float[] noise = new float[count * Noise], numbers = new float[count];
        for (int i = 0; i < noise.Length; i++) noise[i] = CounterRandom.Normal(key: 13, (ulong)i);
        _generator.Predict(new ReadOnlyTensorSpan<float>(noise, [count, Noise]), new TensorSpan<float>(numbers, [count, 1]));
        return numbers;
    }

    /// <summary>One update of each.</summary>
    /// <returns>The discriminator's loss: log 2 when it can only guess.</returns>
    public float Step()
    {
        for (int i = 0; i < Batch; i++) _real[i] = Real(_draws + (ulong)i);
        for (int i = 0; i < _noise.Length; i++) _noise[i] = CounterRandom.Normal(key: 12, (_draws * Noise) + (ulong)i);
        _draws += Batch;
        ReadOnlyTensorSpan<float> fake = _generator.Forward(_generatorWork, new ReadOnlyTensorSpan<float>(_noise, [Batch, Noise]));

        // The discriminator learns to tell the two apart.
        float loss = _discriminator.ComputeGradients(Column(_real), Column(_ones)) + _discriminator.ComputeGradients(fake, Column(_zeros));
        _discriminatorOptimizer.Step(gradientScale: 0.5f, clearGradients: true);

        // The generator learns to be taken for real: d loss / d logit goes back through the discriminator, to the numbers, to the generator.
        ReadOnlyTensorSpan<float> logits = _discriminator.Forward(_discriminatorWork, fake);
        for (int i = 0; i < Batch; i++) _gradient[i] = ((1 / (1 + MathF.Exp(-logits[i, 0]))) - 1) / Batch;
        _discriminator.Backward(_discriminatorWork, Column(_gradient), inputGradient: new TensorSpan<float>(_back, [Batch, 1]));
        _discriminator.Store.ZeroGradients(); // it is not its turn
        _generator.Backward(_generatorWork, Column(_back));
        _generatorOptimizer.Step(clearGradients: true);
        return loss / 2;
    }

    private static ReadOnlyTensorSpan<float> Column(float[] values) => new(values, [values.Length, 1]);
}

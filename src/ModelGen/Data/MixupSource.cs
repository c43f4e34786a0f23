using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>Mixes the examples of another source in pairs: x = λ x₁ + (1 - λ) x₂ with the target λ y₁ + (1 - λ) y₂, λ from Beta(α, α) anew for each batch. Targets become one number for each class, as
/// <see cref="Loss.BinaryCrossEntropy"/> takes them; weights of examples are mixed alike.</summary>
/// <remarks>Zhang, Cissé, Dauphin and Lopez-Paz 2018, arXiv:1710.09412. A function of the source's seed and position alone. Judge the model on the examples as they are.</remarks>
public sealed class MixupSource : IDataSource<float, float>
{
    private const int MostTries = 10_000;

    private readonly IDataSource<Batch<float, int>> _source;
    private readonly int _classes;
    private readonly double _alpha;
    private readonly Batch<float, int> _batch = new();
    private int[] _shape = [];
    private int[] _partners = [];

    /// <summary>Mixes the examples of <paramref name="source"/>.</summary>
    /// <param name="source">Examples with one class id each.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="alpha">α: near 0 hardly mixes, 1 mixes most; 0: one-hot targets, and nothing mixed.</param>
    public MixupSource(IDataSource<Batch<float, int>> source, int classes, double alpha = 0.2)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (!(alpha is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(alpha), string.Create(CultureInfo.InvariantCulture, $"α is {alpha}, outside 0 to 1"));
        (_source, _classes, _alpha) = (source, classes, alpha);
    }

    /// <inheritdoc/>
    public DataPosition Position
    {
        get => _source.Position;
        set => _source.Position = value;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A target is no class id.</exception>
    public bool Next(Batch<float, float> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = _source.Position;
        if (!_source.Next(_batch)) return false;
        int examples = _batch.Examples, width = _batch.Input.Length / examples;
        if (_batch.Target.Length != examples) throw new InvalidOperationException($"Targets are {Guard.Describe(_batch.TargetTensor.Lengths)}, expected one class id per example");
        ReadOnlySpan<nint> lengths = _batch.InputTensor.Lengths;
        if (_shape.Length != lengths.Length) _shape = new int[lengths.Length];
        for (int i = 0; i < _shape.Length; i++) _shape[i] = (int)lengths[i];
        batch.Resize(_shape, [examples, _classes], weighted: !_batch.Weights.IsEmpty);
        batch.Target.Clear();
        ulong key = CounterRandom.Derive(position.Seed ^ 0x6D69787570UL, (ulong)position.Calls);
        float weight = (float)Beta(key);
        if (_partners.Length != examples) _partners = new int[examples];
        for (int i = 0; i < examples; i++) _partners[i] = i;
        EpochOrder.Shuffle(_partners, CounterRandom.Derive(key, 1));
        for (int i = 0; i < examples; i++)
        {
            Span<float> mixed = batch.Input.Slice(i * width, width);
            TensorPrimitives.Multiply(_batch.Input.Slice(i * width, width), weight, mixed);
            TensorPrimitives.MultiplyAdd(_batch.Input.Slice(_partners[i] * width, width), 1 - weight, mixed, mixed);
            Span<float> target = batch.Target.Slice(i * _classes, _classes);
            target[Class(i)] += weight;
            target[Class(_partners[i])] += 1 - weight;
            if (!batch.Weights.IsEmpty) batch.Weights[i] = (weight * _batch.Weights[i]) + ((1 - weight) * _batch.Weights[_partners[i]]);
            target[Class(i)] = Math.Min(1, target[Class(i)]); // two halves of one class, rounded
        }

        return true;
    }

    private int Class(int example)
    {
        int id = _batch.Target[example];
        return (uint)id < (uint)_classes ? id : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A target is {id}, outside the {_classes} classes [0, {_classes})"));
    }

    // Jöhnk 1964: for parameters up to 1.
    private double Beta(ulong key)
    {
        if (_alpha == 0) return 1;
        for (ulong i = 0; i < MostTries; i++)
        {
            double x = Math.Pow(CounterRandom.Uniform(key, 2 * i), 1 / _alpha), y = Math.Pow(CounterRandom.Uniform(key, (2 * i) + 1), 1 / _alpha);
            if (x + y is > 0 and <= 1) return x / (x + y);
        }

        return 1;
    }
}

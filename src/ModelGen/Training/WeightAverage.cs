using System;
using System.Collections.Generic;
using System.Numerics;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>The exponential moving average of a model's weights: a = a + (1 - d)·(w - a) after each update.</summary>
/// <remarks>d is the smaller of the decay and (1 + t) / (10 + t), t being the updates before, so that a young average is not one of
/// the initial weights. Polyak and Juditsky 1992; the warm-up is TensorFlow's.</remarks>
public sealed unsafe class WeightAverage : ITrainingState
{
    private const int Block = 1 << 14;

    private readonly ParameterStore _store;
    private readonly ThreadTeam _team;
    private readonly OptimizerState _average;

    /// <summary>An average of the parameters that <paramref name="store"/> has now.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="decay">How much of the average is kept, above 0 and below 1: 0.999.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    public WeightAverage(ParameterStore store, float decay = 0.999f, ThreadTeam? team = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Positive.Only(decay);
        Positive.BelowOne(decay);
        (_store, Decay, _team) = (store, decay, team ?? ThreadTeam.Shared);
        _average = new OptimizerState("average", store);
        Buffers = [_average];
    }

    /// <summary>How much of the average is kept.</summary>
    public float Decay { get; }

    /// <summary>Updates so far.</summary>
    public long Updates { get; private set; }

    /// <summary>The averaged weights, laid out as <see cref="ParameterStore.Values"/>; those of the model while <see cref="Swap"/> is on.</summary>
    /// <exception cref="InvalidOperationException">There are more than one span holds: see <see cref="Of"/>.</exception>
    public ReadOnlySpan<float> Values => _average.Values;

    /// <summary>The averaged numbers of one parameter.</summary>
    public ReadOnlySpan<float> Of(Parameter parameter) => _average.Of(parameter);

    internal void CopyTo(OptimizerState other) => _average.CopyTo(other);

    /// <inheritdoc/>
    public string Name => "average";

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerState> Buffers { get; }

    /// <inheritdoc/>
    public ulong[] Numbers
    {
        get => [(ulong)Updates];
        set => Updates = (long)value[0];
    }

    /// <summary>Takes the model's weights into the average; the first call copies them. Allocates nothing.</summary>
    public void Update()
    {
        float rest = Updates == 0 ? 1 : (float)(1 - Math.Min(Decay, (1.0 + Updates) / (10.0 + Updates)));
        Updates++;
        for (int i = 0; i < _store.Segments.Count; i++)
        {
            fixed (float* weights = _store.Segments[i].Values, average = _average.Segment(i))
            {
                AverageJob job = new(weights, average, _average.Segment(i).Length, rest);
                _team.Run(ref job, ((job.Count - 1) / Block) + 1);
            }
        }
    }

    /// <summary>Exchanges the model's weights and the average; a second call undoes the first.</summary>
    /// <remarks>To measure or to save the averaged model: swap, work, swap back before the next update.</remarks>
    public void Swap()
    {
        Span<float> block = stackalloc float[1024];
        for (int i = 0; i < _store.Segments.Count; i++) Exchange(_store.Segments[i].Values, _average.Segment(i), block);
    }

    private static void Exchange(Span<float> values, Span<float> average, Span<float> block)
    {
        for (int start = 0; start < values.Length; start += block.Length)
        {
            int count = Math.Min(block.Length, values.Length - start);
            values.Slice(start, count).CopyTo(block);
            average.Slice(start, count).CopyTo(values[start..]);
            block[..count].CopyTo(average[start..]);
        }
    }

    /// <summary>Sets the model's weights to the average, for good.</summary>
    public void CopyToModel() => _average.CopyTo(_store);

    private readonly struct AverageJob(float* weights, float* average, int count, float rest) : IJob
    {
        public int Count => count;

        public void Execute(int task, int worker)
        {
            int i = task * Block, end = Math.Min(i + Block, count);
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> a = Vector.Load(average + i);
                Vector.Store(a + ((Vector.Load(weights + i) - a) * rest), average + i);
            }

            for (; i < end; i++) average[i] += (weights[i] - average[i]) * rest;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Training;

namespace ModelGen.Quantization;

/// <summary>
/// Sets weights to 0 and keeps them there while the others are trained on: prune a part, fine-tune with this as a callback of <c>Fit</c>, prune more. Matrices and filters are pruned, vectors (biases, gains) are not.
/// </summary>
/// <remarks>Han et al. 2015, "Learning both weights and connections for efficient neural networks", arXiv:1506.02626; N of M: Mishra et al. 2021, arXiv:2104.08378. Zeros make files smaller where they are
/// compressed, and inform which layers could be narrower; products on the CPU take as long as before.</remarks>
public sealed class Pruner : ITrainingCallback
{
    private readonly ParameterStore _store;
    private readonly Dictionary<Parameter, bool[]> _pruned;

    /// <param name="model">A model of floats.</param>
    /// <param name="include">Which weights; null: every matrix and filter.</param>
    /// <exception cref="ArgumentException">None is included.</exception>
    public Pruner(IModel model, Func<Parameter, bool>? include = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _store = model.Store;
        _pruned = _store.Parameters.Where(parameter => parameter.Shape.Length > 1 && parameter.Count > 0 && (include is null || include(parameter))).ToDictionary(parameter => parameter, parameter => new bool[parameter.Count]);
        if (_pruned.Count == 0) throw new ArgumentException("No weight is left to be pruned: the model has no matrix and no filter, or include passes over all", nameof(include));
    }

    /// <summary>Which share of the included weights is 0 by now.</summary>
    public double Share => _pruned.Values.Sum(pruned => (double)pruned.Count(zero => zero)) / _pruned.Values.Sum(pruned => (double)pruned.Length);

    /// <summary>Prunes the weights of smallest magnitude, in each matrix the same share. What was pruned before stays so and is counted.</summary>
    /// <param name="share">Of each matrix, from 0 to below 1.</param>
    public void Magnitude(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        foreach ((Parameter parameter, bool[] pruned) in Floats())
        {
            float[] magnitudes = Magnitudes(parameter, pruned);
            int[] order = [.. Enumerable.Range(0, pruned.Length)];
            Array.Sort(magnitudes, order);
            foreach (int i in order.AsSpan(0, (int)Math.Round(share * pruned.Length))) pruned[i] = true;
        }

        Apply();
    }

    /// <summary>The same over all matrices as one: those of small weights lose more of them.</summary>
    /// <param name="share">Of all included weights, from 0 to below 1.</param>
    public void GlobalMagnitude(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        (Parameter Parameter, bool[] Pruned)[] all = [.. Floats().Select(pair => (pair.Key, pair.Value))];
        float[] magnitudes = [.. all.SelectMany(pair => Magnitudes(pair.Parameter, pair.Pruned))];
        Array.Sort(magnitudes);
        int count = (int)Math.Round(share * magnitudes.Length);
        float most = count == 0 ? float.NegativeInfinity : magnitudes[count - 1];
        foreach ((Parameter parameter, bool[] pruned) in all)
        {
            float[] own = Magnitudes(parameter, pruned);
            for (int i = 0; i < own.Length && count > 0; i++)
            {
                if (own[i] > most) continue;
                pruned[i] = true;
                count--;
            }
        }

        Apply();
    }

    /// <summary>Leaves in each run of <paramref name="of"/> weights of a row the <paramref name="keep"/> largest: 2 of 4 is what tensor cores of GPUs read. A run at a row's end that is shorter stays as it is.</summary>
    /// <param name="keep">From 1 to below <paramref name="of"/>.</param>
    /// <param name="of">The length of a run.</param>
    public void Keep(int keep, int of)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(keep, of);
        int[] order = new int[of];
        foreach ((Parameter parameter, bool[] pruned) in Floats())
        {
            int width = parameter.Count / parameter.Shape[0];
            float[] magnitudes = Magnitudes(parameter, pruned);
            for (int row = 0; row < pruned.Length; row += width)
            {
                for (int first = row; first + of <= row + width; first += of)
                {
                    for (int i = 0; i < of; i++) order[i] = first + i;
                    Array.Sort(order, (a, b) => magnitudes[a] != magnitudes[b] ? magnitudes[a].CompareTo(magnitudes[b]) : a.CompareTo(b));
                    foreach (int i in order.AsSpan(0, of - keep)) pruned[i] = true;
                }
            }
        }

        Apply();
    }

    /// <summary>Prunes whole rows, those of the smallest norm: outputs of a linear layer, channels of a convolution. The rows that are left say how wide the layer need be.</summary>
    /// <param name="share">Of each matrix's rows, from 0 to below 1.</param>
    public void Rows(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        foreach ((Parameter parameter, bool[] pruned) in Floats())
        {
            int rows = parameter.Shape[0], width = parameter.Count / rows;
            float[] norms = new float[rows];
            for (int row = 0; row < rows; row++) norms[row] = System.Numerics.Tensors.TensorPrimitives.Norm<float>(parameter.Value.Slice(row * width, width));
            int[] order = [.. Enumerable.Range(0, rows)];
            Array.Sort(norms, order);
            foreach (int row in order.AsSpan(0, (int)Math.Round(share * rows))) pruned.AsSpan(row * width, width).Fill(true);
        }

        Apply();
    }

    /// <summary>Sets what is pruned to 0: training calls it after every update.</summary>
    public void Apply()
    {
        foreach ((Parameter parameter, bool[] pruned) in _pruned)
        {
            Span<float> values = parameter.Value;
            for (int i = 0; i < pruned.Length; i++)
            {
                if (pruned[i]) values[i] = 0;
            }
        }
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        Apply();
        return true;
    }

    // A model that is quantised by now has no floats to look at.
    private Dictionary<Parameter, bool[]> Floats() => _store.Values.IsEmpty ? [] : _pruned;

    private static float[] Magnitudes(Parameter parameter, bool[] pruned)
    {
        float[] magnitudes = new float[pruned.Length];
        ReadOnlySpan<float> values = parameter.Value;
        for (int i = 0; i < magnitudes.Length; i++) magnitudes[i] = pruned[i] ? -1 : MathF.Abs(values[i]);
        return magnitudes;
    }
}

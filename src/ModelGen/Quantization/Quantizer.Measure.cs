using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu.Small;
using ModelGen.Data;
using ModelGen.Training;

namespace ModelGen.Quantization;

/// <content>What rounding would cost, on the user's own data.</content>
public static partial class Quantizer
{
    /// <summary>What a model's loss on some data would be with each weight alone rounded, and with all of them. The model is as before.</summary>
    /// <param name="model">A model of floats with a loss. Nobody may predict with it meanwhile.</param>
    /// <param name="weights">BFloat16, Int8 or Int4.</param>
    /// <param name="data">Held-out data with an end; it is left where it stood.</param>
    /// <param name="batches">The most batches to use: each weight costs one pass over them.</param>
    /// <exception cref="ArgumentException">The data has another shape than the model, or the loss on it is not finite.</exception>
    public static QuantizationReport Measure<TBatch>(ITrainable<TBatch> model, Weights weights, IDataSource<TBatch> data, int batches = int.MaxValue)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        return Measure(model.Store, weights, () => Loss(model, data, batches));
    }

    /// <summary>The same of a number of one's own, such as an accuracy: <c>() =&gt; Evaluate.Classifier(model.Predict, data, 10).Accuracy</c>.</summary>
    /// <param name="model">A model of floats.</param>
    /// <param name="weights">BFloat16, Int8 or Int4.</param>
    /// <param name="measure">Measures the model as it is then: called once for floats, once for each weight, and once for all.</param>
    /// <exception cref="ArgumentException">The measure is not finite.</exception>
    public static QuantizationReport Measure(IModel model, Weights weights, Func<double> measure)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(measure);
        return Measure(model.Store, weights, measure);
    }

    private static QuantizationReport Measure(ParameterStore store, Weights weights, Func<double> measure)
    {
        Check(store, weights);
        double before = Finite(measure(), "of the model as it is");
        long bytes = store.HeldBytes, after = bytes;
        List<(Parameter Unit, float[] Values, SmallMatrix Matrix)> rounded = [];
        List<QuantizedWeight> list = [];
        double all;
        try
        {
            foreach (Parameter unit in store.Units)
            {
                if (!IsRounded(unit))
                {
                    list.Add(Describe(unit, null));
                    continue;
                }

                SmallMatrix matrix = Rounded(unit, weights);
                QuantizedWeight weight = Describe(unit, matrix);
                rounded.Add((unit, unit.Value.ToArray(), matrix));
                ParameterStore.ReadAll(matrix, unit.Value);
                list.Add(weight with { Measure = Finite(measure(), $"with '{unit.Name}' rounded") });
                rounded[^1].Values.CopyTo(unit.Value);
                after += matrix.Bytes - (unit.Count * (long)sizeof(float));
            }

            foreach ((Parameter unit, _, SmallMatrix matrix) in rounded) ParameterStore.ReadAll(matrix, unit.Value);
            all = Finite(measure(), "with all weights rounded");
        }
        finally
        {
            foreach ((Parameter unit, float[] values, _) in rounded) values.CopyTo(unit.Value);
        }

        return new QuantizationReport(weights, list, bytes, after) { Before = before, After = all };
    }

    private static double Loss<TBatch>(ITrainable<TBatch> model, IDataSource<TBatch> data, int batches)
        where TBatch : class, IBatch<TBatch>, new()
    {
        using RewoundSource<TBatch> rewound = new(data);
        TBatch batch = new();
        double sum = 0, total = 0;
        for (long left = Math.Min(batches, data.BatchesPerEpoch ?? long.MaxValue); left > 0 && data.Next(batch); left--)
        {
            double weight = model.TotalWeight(batch);
            sum += model.ComputeLoss(batch) * weight;
            total += weight;
        }

        return total > 0 ? sum / total : throw new ArgumentException("The data has no batch in which a target counts", nameof(data));
    }

    private static double Finite(double measure, string when) => double.IsFinite(measure) ? measure
        : throw new ArgumentException($"The measure {when} is {measure}: look for numbers in the data that are not finite");
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu.Small;
using ModelGen.Training;

namespace ModelGen.Quantization;

/// <summary>
/// Holds a model's weights as small numbers, for prediction and decoding on the CPU: matrices of linear layers, of attention and of heads, and embeddings, are read as such, activations stay floats. What other
/// layers read (convolutions, recurrent layers) is rounded and saved as small numbers, and computed with as floats. Vectors (biases, gains) and rows of fewer than 8 numbers stay as they are.
/// </summary>
/// <remarks>A model of small numbers predicts, decodes, computes its loss, is saved and loaded; it is not trained, and other targets do not take it. The numbers are the same bits on every processor.</remarks>
public static partial class Quantizer
{
    /// <summary>Rows of fewer numbers cost more in accuracy than they save.</summary>
    private const int LeastColumns = 8;

    /// <summary>Rounds a model's weights. Nobody may predict with it meanwhile.</summary>
    /// <param name="model">A model of floats, trained or loaded.</param>
    /// <param name="weights">What to hold: BFloat16, Int8 or Int4.</param>
    /// <returns>What became of each weight, and which lost most.</returns>
    /// <exception cref="InvalidOperationException">It is quantised already, or has weights that are not finite; it has not changed.</exception>
    public static QuantizationReport Quantize(IModel model, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Quantize(model.Store, weights);
    }

    /// <inheritdoc cref="Quantize(IModel, Weights)"/>
    /// <param name="store">The parameters of a model.</param>
    public static QuantizationReport Quantize(ParameterStore store, Weights weights)
    {
        if (!store.IsDrawn) return Reserve(store, weights);
        Check(store, weights);
        long before = store.HeldBytes;
        SmallMatrix?[] matrices = [.. store.Units.Select(unit => IsRounded(unit) ? Rounded(unit, weights) : null)];
        List<QuantizedWeight> list = [];
        for (int i = 0; i < matrices.Length; i++) list.Add(Describe(store.Units[i], matrices[i]));
        store.Hold(matrices);
        return new QuantizationReport(weights, list, before, store.HeldBytes);
    }

    /// <summary>Gives a model floats again: those that its small numbers stand for.</summary>
    public static void Dequantize(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Store.Release();
    }

    /// <summary>Rows and columns as they are rounded: the first axis, and all others.</summary>
    internal static (int Rows, int Columns) Size(Parameter unit) => (unit.Shape[0], unit.Shape[0] == 0 ? 0 : unit.Count / unit.Shape[0]);

    internal static bool IsRounded(Parameter unit) => unit.Shape.Length > 1 && unit.Count > 0 && Size(unit).Columns >= LeastColumns;

    /// <summary>Memory for small numbers that a file is to fill, of a model that has no values yet: floats are never held.</summary>
    private static QuantizationReport Reserve(ParameterStore store, Weights weights)
    {
        long before = store.HeldBytes;
        store.Hold([.. store.Units.Select(unit => IsRounded(unit) ? new SmallMatrix(weights, Size(unit).Rows, Size(unit).Columns, isGrouped: weights == Weights.Int4) : null)]);
        return new QuantizationReport(weights, [], before, store.HeldBytes);
    }

    private static SmallMatrix Rounded(Parameter unit, Weights weights)
    {
        (int rows, int columns) = Size(unit);
        return Rounding.Round(row => unit.Value.Slice(row * columns, columns), rows, columns, weights);
    }

    private static QuantizedWeight Describe(Parameter unit, SmallMatrix? matrix)
    {
        if (matrix is null) return new QuantizedWeight(unit.Name, unit.Shape.ToArray(), Weights.Float32, unit.Count * (long)sizeof(float), 0);
        float[] row = new float[matrix.Columns];
        double difference = 0, square = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            ReadOnlySpan<float> own = unit.Value.Slice(i * row.Length, row.Length);
            matrix.Read(i, row);
            difference += Math.Pow(TensorPrimitives.Distance(own, row), 2);
            square += TensorPrimitives.SumOfSquares(own);
        }

        return new QuantizedWeight(unit.Name, unit.Shape.ToArray(), matrix.Format, matrix.Bytes, square == 0 ? 0 : Math.Sqrt(difference / square));
    }

    private static void Check(ParameterStore store, Weights weights)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (weights is not (Weights.BFloat16 or Weights.Int8 or Weights.Int4)) throw new ArgumentOutOfRangeException(nameof(weights), weights, "Weights become BFloat16, Int8 or Int4; Quantizer.Dequantize makes floats of them again");
        if (store.IsSmall) throw new InvalidOperationException("The weights are quantised already: rounding them twice would lose more than once; load the float file, or call Quantizer.Dequantize first");
        Divergence divergence = Divergence.FindValues(store);
        if (divergence.Parameter is not null) throw new InvalidOperationException($"Nothing is quantised: there are numbers that are not finite{divergence.Description}: load weights from before");
    }
}

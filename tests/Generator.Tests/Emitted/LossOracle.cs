using System;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.InfoNce;
using ModelGen.Compiler.Ops.Losses;

namespace ModelGen.Tests.Emitted;

using Reduction = ModelGen.Compiler.Ops.Losses.Reduction;

/// <summary>What the losses are, in double precision: PyTorch's definitions.</summary>
internal static class LossOracle
{
    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    /// <param name="mask">[rows]; null: all count.</param>
    public static double[] Of(LossOp loss, int batch, int width, double[] output, double[] target, double[] weights, double[]? mask)
    {
        bool isClasses = loss is CrossEntropyOp;
        double[] terms = loss is CrossEntropyOp classes
            ? [.. target.Select((id, row) => Class(classes, output[(row * width)..((row + 1) * width)], (int)id))]
            : [.. output.Select((x, i) => Pair(loss, x, target[i]))];
        int each = mask is null ? 1 : terms.Length / mask.Length, steps = terms.Length / batch;
        double[] counts = [.. terms.Select((_, i) => (mask is null || mask[i / each] != 0) && !(isClasses && target[i] == loss.IgnoreIndex) ? 1.0 : 0)];
        terms = [.. terms.Select((term, i) => counts[i] == 0 ? 0 : term)];
        if (loss.Reduction == Reduction.None) return terms;
        if (loss.Reduction == Reduction.Sum) return [.. Enumerable.Range(0, batch).Select(b => terms.Skip(b * steps).Take(steps).Sum())];
        double sum = 0, total = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            double weight = counts[i] * (weights.Length == 0 ? 1 : weights[i / steps]);
            sum += weight * terms[i];
            total += weight * (isClasses && loss.ClassWeights.Count > 0 && counts[i] != 0 ? loss.ClassWeights[(int)target[i]] : 1);
        }

        return [total == 0 ? 0 : sum / total];
    }

    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    /// <param name="mask">Null: all count.</param>
    public static double Mean(double[] values, int batch, double[] weights, double[]? mask)
    {
        double sum = 0, total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double weight = (mask is null ? 1 : mask[i / (values.Length / mask.Length)]) * (weights.Length == 0 ? 1 : weights[i / (values.Length / batch)]);
            sum += weight * values[i];
            total += weight;
        }

        return total == 0 ? 0 : sum / total;
    }

    /// <summary>The log-softmax of the last axis.</summary>
    public static double[] LogSoftmax(double[] x, int width) => [.. x.Chunk(width).SelectMany(row => row.Select(value => value - Math.Log(row.Sum(Math.Exp))))];

    public static double[] InfoNce(InfoNceOp loss, double[] a, double[] b, int width)
    {
        double[][] rows = [.. a.Chunk(width).Select(Unit)], columns = [.. b.Chunk(width).Select(Unit)];
        double Similarity(int i, int j) => rows[i].Zip(columns[j], (x, y) => x * y).Sum() / loss.Temperature;
        double Term(int own, Func<int, double> similarity) => Math.Log(Enumerable.Range(0, rows.Length).Sum(j => Math.Exp(similarity(j)))) - similarity(own);
        return [.. Enumerable.Range(0, rows.Length).Select(i => loss.IsSymmetric ? (Term(i, j => Similarity(i, j)) + Term(i, j => Similarity(j, i))) / 2 : Term(i, j => Similarity(i, j)))];

        static double[] Unit(double[] x) => [.. x.Select(value => value / Math.Sqrt(x.Sum(other => other * other)))];
    }

    private static double Pair(LossOp loss, double x, double t) => loss switch
    {
        BinaryCrossEntropyOp => Math.Max(x, 0) - (x * t) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        MeanSquaredErrorOp => (x - t) * (x - t),
        MeanAbsoluteErrorOp => Math.Abs(x - t),
        HuberOp => Math.Abs(x - t) is var d && d <= 1 ? 0.5 * d * d : d - 0.5,
        _ => throw new InvalidOperationException($"The oracle has no {loss.Name}"),
    };

    private static double Class(CrossEntropyOp loss, double[] logits, int id)
    {
        if (id == loss.IgnoreIndex) return 0;
        double[] weights = loss.ClassWeights.Count == 0 ? [.. logits.Select(_ => 1.0)] : [.. loss.ClassWeights];
        double log = Math.Log(logits.Sum(Math.Exp));
        return logits.Select((x, i) => (((i == id ? 1 - loss.Smoothing : 0) + (loss.Smoothing / logits.Length)) * weights[i]) * (log - x)).Sum();
    }
}

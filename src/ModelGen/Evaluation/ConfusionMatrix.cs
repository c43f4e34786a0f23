using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Evaluation;

/// <summary>How often each class was taken for each: rows are what examples are, columns what was predicted.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly double[] _weights; // of the same examples

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">The number of classes, at least 2.</param>
    public ConfusionMatrix(int classes)
        : this(classes, null)
    {
    }

    /// <summary>An empty matrix of classes with names.</summary>
    /// <param name="names">At least 2.</param>
    public ConfusionMatrix(IReadOnlyList<string> names)
        : this((names ?? throw new ArgumentNullException(nameof(names))).Count, names)
    {
    }

    private ConfusionMatrix(int classes, IReadOnlyList<string>? names)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 10_000);
        Classes = classes;
        Names = names ?? [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        _counts = new long[classes * classes];
        _weights = new double[classes * classes];
    }

    /// <summary>The classes' names; their numbers where they have none.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of examples.</summary>
    public long Total { get; private set; }

    /// <summary>How often <paramref name="actual"/> was predicted to be <paramref name="predicted"/>.</summary>
    public long this[int actual, int predicted] => _counts[(Check(actual) * Classes) + Check(predicted)];

    /// <summary>Counts an example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is outside [0, <see cref="Classes"/>).</exception>
    public void Add(int actual, int predicted) => Add(actual, predicted, 1);

    /// <summary>Counts an example by a weight: parts (accuracy, precision, recall, F1) are of weights, numbers of examples are not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is outside [0, <see cref="Classes"/>).</exception>
    public void Add(int actual, int predicted, double weight)
    {
        int place = (Check(actual) * Classes) + Check(predicted);
        _counts[place]++;
        _weights[place] += weight;
        Total++;
    }

    /// <summary>The part of examples that are predicted right; 0 without examples.</summary>
    public double Accuracy
    {
        get
        {
            double right = 0, all = 0;
            for (int i = 0; i < Classes; i++) right += Weight(i, i);
            foreach (double weight in _weights) all += weight;
            return Part(right, all);
        }
    }

    /// <summary>The number of examples of a class.</summary>
    public long Actual(int label)
    {
        long sum = 0;
        for (int i = 0; i < Classes; i++) sum += this[label, i];
        return sum;
    }

    /// <summary>How often a class was predicted.</summary>
    public long Predicted(int label)
    {
        long sum = 0;
        for (int i = 0; i < Classes; i++) sum += this[i, label];
        return sum;
    }

    /// <summary>Of the examples predicted to be of a class, the part that is; 0 when it was never predicted.</summary>
    public double Precision(int label) => Part(Weight(label, label), PredictedWeight(label));

    /// <summary>Of the examples of a class, the part that was predicted so; 0 when there are none.</summary>
    public double Recall(int label) => Part(Weight(label, label), ActualWeight(label));

    /// <summary>The harmonic mean of precision and recall; 0 when both are.</summary>
    public double F1(int label) => Part(2 * Weight(label, label), PredictedWeight(label) + ActualWeight(label));

    /// <summary>The matrix as a table of plain text: a row for what examples are, a column for what was predicted.</summary>
    public override string ToString()
    {
        TextTable table = new(["actual \\ predicted", .. Names]);
        for (int actual = 0; actual < Classes; actual++)
            table.Add([Names[actual], .. Enumerable.Range(0, Classes).Select(predicted => this[actual, predicted].ToString(CultureInfo.InvariantCulture))]);
        return table.ToString();
    }

    private double Weight(int actual, int predicted) => _weights[(Check(actual) * Classes) + Check(predicted)];

    private double ActualWeight(int label)
    {
        double sum = 0;
        for (int i = 0; i < Classes; i++) sum += Weight(label, i);
        return sum;
    }

    private double PredictedWeight(int label)
    {
        double sum = 0;
        for (int i = 0; i < Classes; i++) sum += Weight(i, label);
        return sum;
    }

    private static double Part(double part, double whole) => whole == 0 ? 0 : part / whole;

    private int Check(int label) => (uint)label < (uint)Classes ? label : throw new ArgumentOutOfRangeException(nameof(label), string.Create(CultureInfo.InvariantCulture, $"Class {label} is outside [0, {Classes})"));
}

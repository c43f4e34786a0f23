using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Evaluation;

/// <summary>Collects log-odds and answers, and makes a report of them.</summary>
internal sealed class Scores
{
    private readonly ConfusionMatrix _confusion;
    private readonly string[] _names;
    private readonly List<double> _odds = []; // [examples, classes]
    private readonly List<int> _labels = [];
    private readonly List<int> _ranks = []; // of the right class
    private readonly double[] _row;
    private readonly double[] _scratch;
    private readonly List<double> _weights = [];
    private double _loss;
    private double _weight; // of all examples

    public Scores(int classes, IReadOnlyList<string>? names)
    {
        if (names is not null && names.Count != classes) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {names.Count} names for {classes} classes"), nameof(names));
        (_row, _scratch) = (new double[classes], new double[classes]);
        _names = new string[classes];
        for (int i = 0; i < classes; i++) _names[i] = names?[i] ?? i.ToString(CultureInfo.InvariantCulture);
        _confusion = new ConfusionMatrix(_names);
    }

    /// <summary>An example with a logit for each class.</summary>
    public void AddLogits(ReadOnlySpan<float> logits, int label, double weight)
    {
        Check(label);
        int best = TensorPrimitives.IndexOfMax(logits);
        double sum = LogOdds.Of(logits, _row, _scratch);
        _odds.AddRange(_row);
        _ranks.Add(Ranks.Of(logits, label));
        Add(label, best, sum + ((double)logits[best] - logits[label]), weight);
    }

    /// <summary>An example with the logit of the second of two classes.</summary>
    public void AddLogit(float logit, int label, double threshold, double weight)
    {
        Check(label);
        _odds.Add(-(double)logit);
        _odds.Add(logit);
        _ranks.Add(logit >= 0 == (label == 1) ? 0 : 1);
        // log(1 + e^-x) for the right answer's side, without overflow.
        double side = label == 1 ? logit : -(double)logit;
        Add(label, logit >= ToLogit(threshold) ? 1 : 0, Math.Max(0, -side) + double.LogP1(Math.Exp(-Math.Abs(side))), weight);
    }

    public ClassificationReport ToReport()
    {
        ClassMetrics[] classes = new ClassMetrics[_names.Length];
        double[] scores = new double[_labels.Count];
        bool[] positives = new bool[_labels.Count];
        for (int label = 0; label < classes.Length; label++)
        {
            for (int i = 0; i < scores.Length; i++) (scores[i], positives[i]) = (_odds[(i * classes.Length) + label], _labels[i] == label);
            classes[label] = new ClassMetrics(_names[label], _confusion.Actual(label), _confusion.Precision(label), _confusion.Recall(label), _confusion.F1(label), RankCurves.Of(scores, positives, CollectionsMarshal.AsSpan(_weights), ToProbability));
        }

        (double Confidence, bool IsRight)[] answers = new (double, bool)[_labels.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            double highest = double.NegativeInfinity;
            for (int label = 0; label < classes.Length; label++) highest = Math.Max(highest, _odds[(i * classes.Length) + label]);
            answers[i] = (ToProbability(highest), _ranks[i] == 0);
        }

        return new ClassificationReport(_confusion, classes, _loss / _weight, _ranks, answers, [.. _weights]);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    internal static double ToProbability(double odds) => 1 / (1 + Math.Exp(-odds));

    /// <summary>From which logit on a probability is at least this one.</summary>
    internal static double ToLogit(double probability) => Math.Log(probability) - double.LogP1(-probability);

    private void Add(int label, int predicted, double loss, double weight)
    {
        _labels.Add(label);
        _confusion.Add(label, predicted, weight);
        _weights.Add(weight);
        _weight += weight;
        _loss += weight * loss;
    }

    private void Check(int label)
    {
        if ((uint)label >= (uint)_names.Length) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Example {_labels.Count} has label {label}, outside the {_names.Length} classes [0, {_names.Length})"));
    }
}

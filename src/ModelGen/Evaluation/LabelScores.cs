using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Evaluation;

/// <summary>Collects logits and answers of several labels, and makes a report of them.</summary>
internal sealed class LabelScores(int labels, double[] thresholds, IReadOnlyList<string> names)
{
    private readonly double[] _limits = Array.ConvertAll(thresholds, Scores.ToLogit);
    private readonly List<double> _logits = []; // [examples, labels]
    private readonly List<bool> _answers = [];
    private readonly List<double> _weights = [];
    private double _weight; // of all examples
    private double _exact;
    private double _loss;

    private int Examples => _logits.Count / labels;

    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, double weight)
    {
        bool isExact = true;
        for (int i = 0; i < labels; i++)
        {
            if (targets[i] is not (0 or 1)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Example {Examples} has {targets[i]} for '{names[i]}', neither 0 nor 1"));
            bool answer = targets[i] == 1;
            double side = answer ? logits[i] : -(double)logits[i];
            _loss += weight * (Math.Max(0, -side) + Math.Log(1 + Math.Exp(-Math.Abs(side))));
            isExact &= logits[i] >= _limits[i] == answer;
            _answers.Add(answer);
        }

        for (int i = 0; i < labels; i++) _logits.Add(logits[i]);
        _weights.Add(weight);
        _weight += weight;
        if (isExact) _exact += weight;
    }

    public MultiLabelReport ToReport()
    {
        int examples = Examples;
        ClassMetrics[] metrics = new ClassMetrics[labels];
        Calibration[] calibrations = new Calibration[labels];
        double[] scores = new double[examples];
        bool[] answers = new bool[examples];
        double[] weights = [.. _weights];
        double hits = 0, said = 0, there = 0;
        long count = 0;
        for (int label = 0; label < labels; label++)
        {
            double ownHits = 0, ownSaid = 0, ownThere = 0;
            for (int i = 0; i < examples; i++)
            {
                (scores[i], answers[i]) = (_logits[(i * labels) + label], _answers[(i * labels) + label]);
                bool says = scores[i] >= _limits[label];
                if (says) ownSaid += weights[i];
                if (says && answers[i]) ownHits += weights[i];
                if (answers[i]) ownThere += weights[i];
            }

            long ownCount = answers.Count(answer => answer);
            count += ownCount;
            metrics[label] = new ClassMetrics(names[label], ownCount, Part(ownHits, ownSaid), Part(ownHits, ownThere), Part(2 * ownHits, ownSaid + ownThere), RankCurves.Of(scores, answers, weights, Scores.ToProbability));
            calibrations[label] = Calibration.Of(Array.ConvertAll(scores, Scores.ToProbability), answers, weights: weights);
            (hits, said, there) = (hits + ownHits, said + ownSaid, there + ownThere);
        }

        double wrong = (said + there - (2 * hits)) / (_weight * labels);
        return new MultiLabelReport(metrics, calibrations, examples, hits, said, there, count, _exact / _weight, wrong, _loss / (_weight * labels));
    }

    private static double Part(double part, double whole) => whole == 0 ? 0 : part / whole;
}

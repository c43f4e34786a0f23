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
    private long _exact;
    private double _loss;

    private int Examples => _logits.Count / labels;

    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets)
    {
        bool isExact = true;
        for (int i = 0; i < labels; i++)
        {
            if (targets[i] is not (0 or 1)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Example {Examples} has {targets[i]} for '{names[i]}', neither 0 nor 1"));
            bool answer = targets[i] == 1;
            double side = answer ? logits[i] : -(double)logits[i];
            _loss += Math.Max(0, -side) + Math.Log(1 + Math.Exp(-Math.Abs(side)));
            isExact &= logits[i] >= _limits[i] == answer;
            _answers.Add(answer);
        }

        for (int i = 0; i < labels; i++) _logits.Add(logits[i]);
        if (isExact) _exact++;
    }

    public MultiLabelReport ToReport()
    {
        int examples = Examples;
        ClassMetrics[] metrics = new ClassMetrics[labels];
        Calibration[] calibrations = new Calibration[labels];
        double[] scores = new double[examples];
        bool[] answers = new bool[examples];
        long hits = 0, said = 0, there = 0;
        for (int label = 0; label < labels; label++)
        {
            long ownHits = 0, ownSaid = 0;
            for (int i = 0; i < examples; i++)
            {
                (scores[i], answers[i]) = (_logits[(i * labels) + label], _answers[(i * labels) + label]);
                bool says = scores[i] >= _limits[label];
                if (says) ownSaid++;
                if (says && answers[i]) ownHits++;
            }

            long ownThere = answers.Count(answer => answer);
            metrics[label] = new ClassMetrics(names[label], ownThere, Part(ownHits, ownSaid), Part(ownHits, ownThere), Part(2 * ownHits, ownSaid + ownThere), RankCurves.Of(scores, answers, [], Scores.ToProbability));
            calibrations[label] = Calibration.Of(Array.ConvertAll(scores, Scores.ToProbability), answers);
            (hits, said, there) = (hits + ownHits, said + ownSaid, there + ownThere);
        }

        double wrong = (double)(said + there - (2 * hits)) / _logits.Count;
        return new MultiLabelReport(metrics, calibrations, examples, hits, said, there, (double)_exact / examples, wrong, _loss / _logits.Count);
    }

    private static double Part(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

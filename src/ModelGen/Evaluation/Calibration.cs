using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Evaluation;

/// <summary>Whether probabilities are to be believed: of what is said with 80 %, does 80 % come true?</summary>
/// <remarks>Bins of equal width and the expected calibration error as in Guo et al. 2017, arXiv:1706.04599: the mean over answers of |observed - said| of their bin. Brier 1950: the mean squared difference between
/// what was said and what came true.</remarks>
public sealed class Calibration
{
    private Calibration(CalibrationBin[] bins, double expected, double largest, double brier) =>
        (Bins, ExpectedError, LargestError, BrierScore) = (bins, expected, largest, brier);

    /// <summary>The reliability curve: <see cref="CalibrationBin.Observed"/> over <see cref="CalibrationBin.MeanProbability"/>.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>The expected calibration error, ECE.</summary>
    public double ExpectedError { get; }

    /// <summary>The largest difference of a bin.</summary>
    public double LargestError { get; }

    /// <summary>The mean squared difference between a probability and 1 or 0.</summary>
    public double BrierScore { get; }

    /// <summary>The calibration of some probabilities.</summary>
    /// <param name="probabilities">What was said, from 0 to 1.</param>
    /// <param name="outcomes">Whether it came true.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="weights">How much each counts; empty: all the same.</param>
    /// <exception cref="ArgumentException">Nothing was said, lengths differ, or a probability is outside 0 to 1.</exception>
    public static Calibration Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Length != outcomes.Length || probabilities.IsEmpty) throw new ArgumentException("There are not as many outcomes as probabilities, or none", nameof(outcomes));
        if (!weights.IsEmpty && weights.Length != outcomes.Length) throw new ArgumentException("There are not as many weights as outcomes", nameof(weights));
        long[] counts = new long[bins];
        double[] sums = new double[bins], hits = new double[bins], own = new double[bins];
        double brier = 0, all = 0;
        for (int i = 0; i < outcomes.Length; i++)
        {
            double said = probabilities[i], error = said - (outcomes[i] ? 1 : 0);
            if (!(said >= 0 && said <= 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Probability {i} is {said}, outside 0 to 1: give probabilities, not logits"), nameof(probabilities));
            int bin = Math.Clamp((int)Math.Ceiling(said * bins) - 1, 0, bins - 1);
            double weight = weights.IsEmpty ? 1 : weights[i];
            counts[bin]++;
            own[bin] += weight;
            all += weight;
            sums[bin] += weight * said;
            if (outcomes[i]) hits[bin] += weight;
            brier += weight * error * error;
        }

        CalibrationBin[] found = new CalibrationBin[bins];
        double expected = 0, largest = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            double said = sums[bin] / own[bin], observed = hits[bin] / own[bin];
            found[bin] = new CalibrationBin((double)bin / bins, (bin + 1.0) / bins, counts[bin], said, observed);
            if (own[bin] == 0) continue;
            double gap = Math.Abs(said - observed);
            expected += gap * own[bin] / all;
            largest = Math.Max(largest, gap);
        }

        return new Calibration(found, expected, largest, brier / all);
    }

    /// <summary>The bins as a table of plain text.</summary>
    public override string ToString()
    {
        TextTable table = new("probability", "answers", "mean said", "came true");
        foreach (CalibrationBin bin in Bins)
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{bin.From:0.00} to {bin.To:0.00}"), bin.Count.ToString(CultureInfo.InvariantCulture), ClassificationReport.Ratio(bin.MeanProbability), ClassificationReport.Ratio(bin.Observed));
        return string.Create(CultureInfo.InvariantCulture, $"expected calibration error {ExpectedError:0.0000}   largest {LargestError:0.0000}   Brier score {BrierScore:0.0000}\n\n") + table;
    }
}

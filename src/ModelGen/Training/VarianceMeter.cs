using System;

namespace ModelGen.Training;

/// <summary>R² of each output, from running sums (Welford 1962), and its mean over outputs as scikit-learn takes it.</summary>
internal sealed class VarianceMeter : MetricMeter<float>
{
    private double[] _means = [];
    private double[] _variances = []; // times the number of examples
    private double[] _errors = [];
    private long _count;

    public override double Value
    {
        get
        {
            if (_count < 2) return double.NaN;
            double sum = 0;
            for (int i = 0; i < _means.Length; i++) sum += _variances[i] > 0 ? 1 - (_errors[i] / _variances[i]) : _errors[i] == 0 ? 1 : 0;
            return sum / _means.Length;
        }
    }

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (_count == 0) (_means, _variances, _errors) = (new double[output.Length], new double[output.Length], new double[output.Length]);
        _count++;
        for (int i = 0; i < output.Length; i++)
        {
            double error = (double)output[i] - target[i], distance = target[i] - _means[i];
            _errors[i] += error * error;
            _means[i] += distance / _count;
            _variances[i] += distance * (target[i] - _means[i]);
        }
    }

    public override void Reset() => _count = 0;
}

using System;

namespace ModelGen.Training;

/// <summary>R² of each output, from running sums (Welford 1962; with weights West 1979), and its mean over outputs as scikit-learn takes it.</summary>
internal sealed class VarianceMeter : MetricMeter<float>
{
    private double[] _means = [];
    private double[] _variances = []; // times the weight of all examples
    private double[] _errors = [];
    private double _weights;
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

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => Add(output, target, 1);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight)
    {
        if (_count == 0) (_means, _variances, _errors) = (new double[output.Length], new double[output.Length], new double[output.Length]);
        _count++;
        _weights += weight;
        for (int i = 0; i < output.Length; i++)
        {
            double error = (double)output[i] - target[i], distance = target[i] - _means[i];
            _errors[i] += weight * error * error;
            _means[i] += distance * weight / _weights;
            _variances[i] += weight * distance * (target[i] - _means[i]);
        }
    }

    public override void Reset() => (_count, _weights) = (0, 0);
}

using System;

namespace ModelGen.Training;

/// <summary>Counts right and wrong decisions on binary outputs, all outputs together.</summary>
/// <param name="logit">From which logit on an output says yes.</param>
/// <param name="ratio">The metric of true positives, false positives and false negatives.</param>
internal sealed class DecisionMeter(double logit, Func<double, double, double, double> ratio) : MetricMeter<float>
{
    private double _hits;
    private double _alarms;
    private double _misses;

    public override double Value => ratio(_hits, _alarms, _misses);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => Add(output, target, 1);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight)
    {
        for (int i = 0; i < output.Length; i++)
        {
            bool says = output[i] >= logit, holds = target[i] >= 0.5f;
            if (says && holds) _hits += weight;
            else if (says) _alarms += weight;
            else if (holds) _misses += weight;
        }
    }

    public override void Reset() => (_hits, _alarms, _misses) = (0, 0, 0);
}

using System;

namespace ModelGen.Training;

/// <summary>Counts right and wrong decisions on binary outputs, all outputs together.</summary>
/// <param name="logit">From which logit on an output says yes.</param>
/// <param name="ratio">The metric of true positives, false positives and false negatives.</param>
internal sealed class DecisionMeter(double logit, Func<long, long, long, double> ratio) : MetricMeter<float>
{
    private long _hits;
    private long _alarms;
    private long _misses;

    public override double Value => ratio(_hits, _alarms, _misses);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        for (int i = 0; i < output.Length; i++)
        {
            bool says = output[i] >= logit, holds = target[i] >= 0.5f;
            if (says && holds) _hits++;
            else if (says) _alarms++;
            else if (holds) _misses++;
        }
    }

    public override void Reset() => (_hits, _alarms, _misses) = (0, 0, 0);
}

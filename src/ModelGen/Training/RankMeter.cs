using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using ModelGen.Evaluation;

namespace ModelGen.Training;

/// <summary>Keeps all scores and answers of one binary output, for an area under a curve.</summary>
internal sealed class RankMeter(Func<RankCurves, double> area) : MetricMeter<float>
{
    private readonly List<double> _scores = [];
    private readonly List<bool> _answers = [];

    public override double Value => RankCurves.Of(CollectionsMarshal.AsSpan(_scores), CollectionsMarshal.AsSpan(_answers)) is RankCurves curves ? area(curves) : double.NaN;

    public override bool IsCheap => false;

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (output.Length != 1) throw new InvalidOperationException($"An area under a curve is of one output, the model has {output.Length}: measure them apart with Evaluate.MultiLabel");
        _scores.Add(output[0]);
        _answers.Add(target[0] >= 0.5f);
    }

    public override void Reset()
    {
        _scores.Clear();
        _answers.Clear();
    }
}

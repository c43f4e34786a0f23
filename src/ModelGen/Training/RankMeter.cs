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
    private readonly List<double> _weights = [];

    public override double Value => RankCurves.Of(CollectionsMarshal.AsSpan(_scores), CollectionsMarshal.AsSpan(_answers), CollectionsMarshal.AsSpan(_weights)) is RankCurves curves ? area(curves) : double.NaN;

    public override bool IsCheap => false;

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => Add(output, target, 1);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight)
    {
        if (output.Length != 1) throw new InvalidOperationException($"An area under a curve is of one output, the model has {output.Length}: measure them apart with Evaluate.MultiLabel");
        _scores.Add(output[0]);
        _answers.Add(target[0] >= 0.5f);
        _weights.Add(weight);
    }

    public override void Reset()
    {
        _scores.Clear();
        _answers.Clear();
        _weights.Clear();
    }
}

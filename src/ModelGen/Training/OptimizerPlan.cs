using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Cuts the flat buffer into pieces whose parameters are treated alike, and leaves out what is frozen.</summary>
internal sealed class OptimizerPlan
{
    private const int TaskFloats = 1 << 14;

    /// <summary>Up to here no rule makes an infinite number of finite ones: a square has room, and so have sums of thousands of millions of them.</summary>
    private const double TameGradient = 1e15, TameRate = 1e3;

    private readonly ParameterStore _store;
    private readonly OptimizerTask[] _wanted; // of each parameter
    private readonly int[] _ends; // of the segments
    private readonly float _largestRate = 1, _largestDecay, _largestL1;
    private OptimizerTask[][] _tasks = []; // of each segment
    private int _frozenVersion = -1;

    /// <exception cref="ArgumentException">A group has no parameter, or a number that is out of range.</exception>
    public OptimizerPlan(ParameterStore store, float weightDecay, Func<Parameter, bool>? decays, IReadOnlyList<ParameterGroup>? groups)
    {
        groups ??= [];
        int[] members = new int[groups.Count];
        (_store, _ends, _wanted) = (store, [.. store.Segments.Select(segment => segment.End)], new OptimizerTask[store.Parameters.Count]);
        for (int i = 0; i < _wanted.Length; i++)
        {
            Parameter parameter = store.Parameters[i];
            OptimizerTask wanted = new(0, 0, 1, decays is null || decays(parameter) ? weightDecay : 0, 0);
            int group = IndexOf(groups, parameter);
            if (group >= 0)
            {
                members[group]++;
                wanted = new OptimizerTask(0, 0, groups[group].LearningRate, groups[group].WeightDecay ?? wanted.Decay, groups[group].L1);
            }

            _wanted[i] = wanted;
            (_largestRate, _largestDecay, _largestL1) = (Math.Max(_largestRate, wanted.Rate), Math.Max(_largestDecay, wanted.Decay), Math.Max(_largestL1, wanted.L1));
        }

        for (int i = 0; i < members.Length; i++) Check(groups[i], i, members[i], store);
    }

    /// <summary>The pieces of each segment that are not frozen now.</summary>
    public OptimizerTask[][] Tasks
    {
        get
        {
            if (_frozenVersion != _store.FrozenVersion) (_tasks, _frozenVersion) = ([.. _ends.Select((_, segment) => Cut(segment))], _store.FrozenVersion);
            return _tasks;
        }
    }

    /// <summary>How a parameter is to be treated, from its start.</summary>
    public OptimizerTask Wanted(int parameter) => _wanted[parameter];

    /// <summary>Whether a step is so far from overflow that nobody need look: else each number is looked at before the first one changes.</summary>
    /// <param name="gradient">The norm of the scaled gradients.</param>
    /// <param name="learningRate">The step's rate.</param>
    public bool IsTame(double gradient, float learningRate)
    {
        double rate = learningRate * (double)_largestRate;
        // A decay of more than the value itself makes values grow.
        return gradient <= TameGradient && _largestL1 <= TameGradient && rate <= TameRate && rate * _largestDecay <= 1;
    }

    private static int IndexOf(IReadOnlyList<ParameterGroup> groups, Parameter parameter)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Selects(parameter)) return i;
        }

        return -1;
    }

    private OptimizerTask[] Cut(int segment)
    {
        List<OptimizerTask> tasks = [];
        int start = 0;
        while (start < _wanted.Length && _store.Parameters[start].Segment < segment) start++;
        int last = start;
        while (last < _wanted.Length && _store.Parameters[last].Segment == segment) last++;
        for (int first = start, next; first < last; first = next)
        {
            bool frozen = _store.Parameters[first].IsFrozen;
            next = first + 1;
            while (next < last && _wanted[next] == _wanted[first] && _store.Parameters[next].IsFrozen == frozen) next++;
            if (frozen) continue;
            int end = next < last ? _store.Parameters[next].Offset : _ends[segment];
            for (int at = _store.Parameters[first].Offset; at < end; at += TaskFloats) tasks.Add(_wanted[first] with { Start = at, Count = Math.Min(TaskFloats, end - at) });
        }

        return [.. tasks];
    }

    private static void Check(ParameterGroup group, int index, int members, ParameterStore store)
    {
        if (!(group.LearningRate >= 0 && float.IsFinite(group.LearningRate))) throw Wrong(index, "LearningRate", group.LearningRate);
        if (group.WeightDecay is float decay && !(decay >= 0 && float.IsFinite(decay))) throw Wrong(index, "WeightDecay", decay);
        if (!(group.L1 >= 0 && float.IsFinite(group.L1))) throw Wrong(index, "L1", group.L1);
        if (members > 0 || store.Parameters.Count == 0) return;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"Group {index} has none of the {store.Parameters.Count} parameters ('{store.Parameters[0].Name}' to '{store.Parameters[^1].Name}'): mend its selection, or leave it out"), nameof(group));
    }

    private static ArgumentException Wrong(int index, string what, float value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Group {index} has {what} {value}: give 0 or more"), "groups");
}

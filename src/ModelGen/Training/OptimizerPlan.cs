using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Cuts the flat buffer into pieces whose parameters are treated alike.</summary>
internal static class OptimizerPlan
{
    private const int TaskFloats = 1 << 14;

    /// <exception cref="ArgumentException">A group has no parameter, or a number that is out of range.</exception>
    public static OptimizerTask[] Make(ParameterStore store, float weightDecay, Func<Parameter, bool>? decays, IReadOnlyList<ParameterGroup>? groups)
    {
        groups ??= [];
        int[] members = new int[groups.Count];
        List<OptimizerTask> tasks = [];
        OptimizerTask current = new(0, 0, 1, weightDecay, 0);
        foreach (Parameter parameter in store.Parameters)
        {
            OptimizerTask wanted = new(0, 0, 1, decays is null || decays(parameter) ? weightDecay : 0, 0);
            int group = IndexOf(groups, parameter);
            if (group >= 0)
            {
                members[group]++;
                wanted = new OptimizerTask(0, 0, groups[group].LearningRate, groups[group].WeightDecay ?? wanted.Decay, groups[group].L1);
            }

            if (wanted == current with { Start = 0 }) continue;
            Cut(tasks, current, parameter.Offset);
            current = wanted with { Start = parameter.Offset };
        }

        Cut(tasks, current, store.Values.Length);
        for (int i = 0; i < members.Length; i++) Check(groups[i], i, members[i], store);
        return [.. tasks];
    }

    private static int IndexOf(IReadOnlyList<ParameterGroup> groups, Parameter parameter)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Selects(parameter)) return i;
        }

        return -1;
    }

    private static void Cut(List<OptimizerTask> tasks, OptimizerTask piece, int end)
    {
        for (int start = piece.Start; start < end; start += TaskFloats) tasks.Add(piece with { Start = start, Count = Math.Min(TaskFloats, end - start) });
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

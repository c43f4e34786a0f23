using System.Collections.Generic;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit;

/// <summary>Which targets of a batch a loss counts, and what they weigh: the members that say so, where it is not every target as much as its example.</summary>
internal static class TargetCountText
{
    private const string Span = "global::System.Numerics.Tensors.ReadOnlyTensorSpan";
    private const string Count = "global::ModelGen.Training.TargetCount.";

    /// <param name="input">The element type of inputs.</param>
    /// <param name="target">The element type of targets.</param>
    /// <param name="owner">The interface that has the members.</param>
    public static IEnumerable<(string Signature, string Body)> Of(LoweredModel model, string input, string target, string owner)
    {
        string batch = $"{Span}<{input}> input, {Span}<{target}> target";
        string padding = model.LeavesPaddingOut ? $", global::ModelGen.Guard.Dense(input), {Literals.Int(model.Inputs[0].Padding)}" : "";
        string ignored = Literals.Int(model.Loss!.IgnoreIndex);
        string flags = "global::System.Span<bool> counts";
        if (model.Loss.TakesIds)
        {
            yield return ($"int {owner}.CountTargets({batch}, {flags})", $"{Count}Of(global::ModelGen.Guard.Dense(target), counts, {ignored}{padding})");
        }
        else if (model.LeavesPaddingOut)
        {
            yield return ($"int {owner}.CountTargets({batch}, {flags})", $"{Count}OfSteps((int)target.FlattenedLength, counts{padding})");
        }

        if (model.Loss.ClassWeights.Count > 0)
        {
            yield return ($"double {owner}.TotalWeight({batch}, {Surface.Weights} weights, {flags})", $"{Count}Weigh(global::ModelGen.Guard.Dense(target), weights, {Literals.List(model.Loss.ClassWeights)}, counts, {ignored}{padding})");
        }
    }
}

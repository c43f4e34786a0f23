using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit;

/// <summary>Which targets of a batch a loss counts, and what they weigh: the members that say so, where it is not every target as much as its example.</summary>
internal static class TargetCountText
{
    /// <summary>What a model or session is whose loss has weights of classes.</summary>
    public const string ClassWeighted = "global::ModelGen.Training.IClassWeighted";

    private const string Count = "global::ModelGen.Training.TargetCount.";
    private const string Flags = "global::System.Span<bool> counts";

    /// <summary>For a model of one input and one target.</summary>
    /// <param name="owner">The interface that has the members.</param>
    public static IEnumerable<(string Signature, string Body)> Of(LoweredModel model, Surface surface, string owner)
    {
        string batch = $"{surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target";
        if (model.Loss is not { } loss)
        {
            // Of several terms: what is a number for each example is a mean over the examples.
            yield return ($"double {owner}.TotalWeight({batch}, {Surface.Weights} weights, {Flags})", $"{Count}Examples((int)target.Lengths[0], weights, counts)");
            yield break;
        }

        string padding = Padding(model, "input");
        if (loss.TakesIds)
        {
            yield return ($"int {owner}.CountTargets({batch}, {Flags})", $"{Count}Of(global::ModelGen.Guard.Dense(target), counts, {Literals.Int(loss.IgnoreIndex)}{padding})");
        }
        else if (padding.Length > 0)
        {
            yield return ($"int {owner}.CountTargets({batch}, {Flags})", $"{Count}OfSteps((int)target.FlattenedLength, counts{padding})");
        }

        if (loss.ClassWeights.Count > 0)
        {
            yield return ($"double {owner}.TotalWeight({batch}, {Surface.Weights} weights, {Flags})", Weigh(loss, "target", "weights", padding));
        }
    }

    /// <summary>The member of <see cref="ClassWeighted"/>, for a model that is one.</summary>
    public static void WriteClassWeights(CodeWriter code, LoweredModel model)
    {
        if (model.Loss is { ClassWeights.Count: > 0 } loss)
        {
            code.Line($"global::System.ReadOnlySpan<float> {ClassWeighted}.ClassWeights => {Literals.List(loss.ClassWeights)};").Line();
        }
    }

    /// <summary>For a model with a type of batches: the weight of one.</summary>
    public static string OfBatch(LoweredModel model, Surface surface)
    {
        if (model.Loss is not { TakesIds: true } loss)
        {
            return model.Loss is null || model.PaddedInput < 0
                ? $"{Count}Examples(batch.Examples, batch.{surface.WeightsProperty}.Values, counts)"
                : $"{Count}WeighSteps(batch.{surface.WeightsProperty}.Values, counts{Padding(model, Tensor(surface.Inputs[model.PaddedInput]))})";
        }

        return Weigh(loss, Tensor(surface.Targets![0]), $"batch.{surface.WeightsProperty}.Values", Padding(model, model.PaddedInput < 0 ? "" : Tensor(surface.Inputs[model.PaddedInput])));
    }

    private static string Weigh(LossOp loss, string target, string weights, string padding) =>
        $"{Count}Weigh(global::ModelGen.Guard.Dense({target}), {weights}, {(loss.ClassWeights.Count == 0 ? "[]" : Literals.List(loss.ClassWeights))}, counts, {Literals.Int(loss.IgnoreIndex)}{padding})";

    private static string Padding(LoweredModel model, string input) =>
        model.PaddedInput < 0 ? "" : $", global::ModelGen.Guard.Dense({input}), {Literals.Int(model.Inputs[model.PaddedInput].Padding)}";

    private static string Tensor(SurfaceTensor tensor) => $"batch.{CSharpNames.Escape(tensor.Property)}.Tensor";
}

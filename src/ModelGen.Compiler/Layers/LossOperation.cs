using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;

namespace ModelGen.Compiler.Layers;

/// <summary>A loss in an objective.</summary>
internal sealed class LossOperation(string kind) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (context.Lowering.AddLoss is not { } add)
        {
            return Refuse(context, ErrorId.MisplacedHead, null, $"'{kind}' is a loss: it belongs into the method marked [Objective]");
        }

        double smoothing = context.Spec.Real("labelSmoothing", 0);
        if ((float)smoothing is not (>= 0 and < 1))
        {
            return Refuse(context, ErrorId.OutOfRange, "labelSmoothing", $"labelSmoothing of '{kind}' must be at least 0 and below 1, not {LayerText.Number(smoothing)}");
        }

        Reduction reduction = Enum.TryParse(context.Spec.Text("reduction") ?? "Mean", out Reduction read) ? read : Reduction.Mean;
        LossOp loss = LossTable.Of(kind, smoothing, context.Spec.Int("ignoreIndex", -100), context.Spec.Reals("classWeights"), reduction)!;
        // One number for each example is a feature.
        (Value output, Value target) = (ConcatOperation.AsFeature(context, x[0]), x[1].Type.DType == DType.F32 ? ConcatOperation.AsFeature(context, x[1]) : x[1]);
        if (kind == "CrossEntropy" && target.Type.DType == DType.F32 && output.Type.EndsInFeature && target.Type.Equals(output.Type) && context.Lowering.AddMean is { } mean)
        {
            return [TermsOperation.Reduced(context, LossTerms.CrossEntropy(context.Builder, output, target), mean)]; // soft labels
        }

        if (loss.ClassWeights is { Count: > 0 } weights && output.Type.EndsInFeature && weights.Count != output.Type.Last.Size.Constant)
        {
            return Refuse(context, ErrorId.LossMismatch, "classWeights", $"classWeights of '{kind}' has {LayerText.Number(weights.Count)} weights, but the logits are {output.Type.ExampleText}: give one for each class");
        }

        if (!loss.Fits(output.Type))
        {
            return Refuse(context, ErrorId.LossMismatch, null, $"'{kind}' takes an output {loss.Takes}, but it gets {output.Type.ExampleText}");
        }

        if (loss.ClassWeights.FirstOrDefault(weight => (float)weight is not (>= 0 and < float.PositiveInfinity)) is not 0 and var wrong)
        {
            return Refuse(context, ErrorId.OutOfRange, "classWeights", $"classWeights of '{kind}' must be finite and at least 0, not {LayerText.Number(wrong)}");
        }

        TensorType wanted = loss.TargetOf(output.Type);
        return target.Type.Equals(wanted)
            ? [add(loss, context.Name, output, target)]
            : Refuse(context, ErrorId.OperandsDiffer, null, $"'{kind}' gets the output {output.Type.ExampleText} and the target {target.Type.ExampleText}, which must be {wanted.ExampleText}");
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Loss and Target, checked against the output.</summary>
internal static class LowerHeads
{
    public static LossOp? Run(IReadOnlyList<LayerSpec> heads, TensorType output, InputDecl? input, LayerSpec? last, Action<ModelError> report)
    {
        LayerSpec? loss = Only(heads, "Loss", report);
        LayerSpec? target = Only(heads, "Target", report);
        if (loss is not null && loss.Text("loss") is null)
        {
            return null; // half-typed: C# reports it
        }

        if (target is not null && LossTable.Of(loss) is not { Classifies: true })
        {
            string fault = loss is null ? "a model without a loss" : $"Loss.{loss.Text("loss")}";
            report(new(ErrorId.MisplacedHead, target.Source, $"'Target' states the classes of CrossEntropy or BinaryCrossEntropy; it means nothing beside {fault}"));
            return null;
        }

        return loss is null ? null : Check(loss, target, output, input, last, report);
    }

    private static LossOp? Check(LayerSpec loss, LayerSpec? target, TensorType output, InputDecl? input, LayerSpec? last, Action<ModelError> report)
    {
        string kind = loss.Text("loss") ?? "";
        double smoothing = loss.Real("LabelSmoothing", 0);
        if (LossTable.Of(loss) is not { } op)
        {
            // A half-typed argument has no value; the C# compiler says what is wrong with it.
            if (kind.Length > 0)
            {
                report(new(ErrorId.UnsupportedLayer, loss.Source.At("loss"), $"The compiler does not know Loss.{kind} yet"));
            }

            return null;
        }

        if ((float)smoothing is not (>= 0 and < 1))
        {
            report(new(ErrorId.OutOfRange, loss.Source.At("LabelSmoothing"), $"LabelSmoothing of 'Loss' must be at least 0 and below 1, not {LayerText.Number(smoothing)}"));
            return null;
        }

        if (CheckWeights(loss, op) is { } fault)
        {
            report(fault);
            return null;
        }

        if (target?.Find("Classes") is { Number: < 1 } few)
        {
            report(new(ErrorId.OutOfRange, target.Source.At("Classes"), $"Classes of 'Target' must be at least 1, not {LayerText.Number(few.Number)}"));
            return null;
        }

        if (output.IsUnknown)
        {
            return null;
        }

        SourceRef[] blame = last is null ? [] : [last.Source];
        if (loss.Find("ClassWeights") is { } given && output.EndsInFeature && given.Reals.Count != output.Last.Size.Constant)
        {
            report(new(ErrorId.LossMismatch, loss.Source.At("ClassWeights"), $"ClassWeights of 'Loss' has {LayerText.Number(given.Reals.Count)} weights, but the model ends in {output.ExampleText}: give one for each class", new(blame)));
            return null;
        }

        if (!op.Fits(output))
        {
            report(new(ErrorId.LossMismatch, loss.Source, $"Loss.{kind} takes an output {op.Takes}, but the model ends in {output.ExampleText}: {Advice(output)}", new(blame), Pooled(output)));
            return null;
        }

        // Two classes beside the one output of a binary loss are no contradiction: Advise says what is better.
        bool isBinary = op.TakesProbabilities && output.Last.Size.Constant == 1;
        if (op.TakesIds && input is { Padding: >= 0 } && output.HasTime && !output.Time!.Size.Equals(input.Type.Time!.Size))
        {
            report(new(ErrorId.LossMismatch, loss.Source, $"Loss.{kind} per step leaves padding out, but after windows over time the steps of {output.ExampleText} are not those of the tokens: keep the length (Same = true) or pool over time ([GlobalMaxPool]) first", new(blame)));
            return null;
        }

        if (target?.Find("Classes") is { } classes && classes.Number != output.Last.Size.Constant && !(isBinary && classes.Number == 2))
        {
            report(new(
                ErrorId.TargetMismatch,
                target.Source.At("Classes"),
                $"Target has {classes.Number} classes, but the model ends in {output.ExampleText}: set the last layer to {classes.Number} outputs",
                new(blame),
                last?.Kind == "Linear" ? Mend.SetBefore("outFeatures", classes.Number) : null));
            return null;
        }

        return op;
    }

    private static ModelError? CheckWeights(LayerSpec loss, LossOp op)
    {
        if (loss.Find("ClassWeights") is not { } weights)
        {
            return null;
        }

        SourceRef place = loss.Source.At("ClassWeights");
        if (!op.TakesIds)
        {
            return new(ErrorId.OutOfRange, place, $"ClassWeights of 'Loss' are weights of class ids, which CrossEntropy alone has: give the examples weights in the data instead");
        }

        foreach (double weight in weights.Reals)
        {
            if ((float)weight is not (>= 0 and < float.PositiveInfinity))
            {
                return new(ErrorId.OutOfRange, place, $"ClassWeights of 'Loss' must be finite and at least 0, not {LayerText.Number(weight)}");
            }
        }

        return weights.Reals.All(weight => (float)weight == 0) ? new(ErrorId.OutOfRange, place, "ClassWeights of 'Loss' has no weight above 0: nothing would be learned") : null;
    }

    private static string Advice(TensorType output) =>
        output.DType == DType.I32 ? "add layers that end in [Linear(classes)]"
        : output.HasTime ? "pool over time ([GlobalAveragePool]) or take a step ([TakeLast]) first"
        : "end in [Flatten, Linear(classes)]";

    private static Mend? Pooled(TensorType output) =>
        output.DType == DType.F32 && (output.HasTime || output.Axes.Count == 4) ? new(MendKind.InsertLayer, Value: "GlobalAveragePool") : null;

    private static LayerSpec? Only(IReadOnlyList<LayerSpec> heads, string kind, Action<ModelError> report)
    {
        var found = heads.Where(head => head.Kind == kind).ToList();
        if (found.Count > 1)
        {
            report(new(ErrorId.MisplacedHead, found[1].Source, $"A model has at most one '{kind}': remove this one", new(found[0].Source), new(MendKind.Remove)));
        }

        return found.FirstOrDefault();
    }
}

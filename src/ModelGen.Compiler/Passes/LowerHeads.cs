using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Loss and Target, checked against the output.</summary>
internal static class LowerHeads
{
    public static LossDecl? Run(IReadOnlyList<LayerSpec> heads, TensorType output, InputDecl? input, LayerSpec? last, Action<ModelError> report)
    {
        LayerSpec? loss = Only(heads, "Loss", report);
        LayerSpec? target = Only(heads, "Target", report);
        if (loss is not null && loss.Text("loss") is null)
        {
            return null; // half-typed: C# reports it
        }

        if (target is not null && !LossDecl.IsOverLogits(loss?.Text("loss")))
        {
            string fault = loss is null ? "a model without a loss" : $"Loss.{loss.Text("loss")}";
            report(new(ErrorId.MisplacedHead, target.Source, $"'Target' states the classes of CrossEntropy or BinaryCrossEntropy; it means nothing beside {fault}"));
            return null;
        }

        return loss is null ? null : Check(loss, target, output, input, last, report);
    }

    private static LossDecl? Check(LayerSpec loss, LayerSpec? target, TensorType output, InputDecl? input, LayerSpec? last, Action<ModelError> report)
    {
        string kind = loss.Text("loss") ?? "";
        double smoothing = loss.Real("LabelSmoothing", 0);
        if (kind is not ("CrossEntropy" or "BinaryCrossEntropy" or "MeanSquaredError" or "MeanAbsoluteError" or "Huber"))
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
        bool fits = output.DType == DType.F32 && kind switch
        {
            "CrossEntropy" => output.EndsInFeature,
            "BinaryCrossEntropy" => output.EndsInFeature && !output.HasTime,
            _ => true,
        };
        if (!fits)
        {
            string wanted = kind == "CrossEntropy" ? "[F:classes] or [T, F:classes]" : kind == "BinaryCrossEntropy" ? "[F]" : "of floats";
            report(new(ErrorId.LossMismatch, loss.Source, $"Loss.{kind} takes an output {wanted}, but the model ends in {output.ExampleText}: {Advice(output)}", new(blame), Pooled(output)));
            return null;
        }

        // Two classes beside the one output of a binary loss are no contradiction: Advise says what is better.
        bool isBinary = kind == "BinaryCrossEntropy" && output.Last.Size.Constant == 1;
        if (input is { Padding: >= 0 } && output.HasTime && kind == "CrossEntropy" && !output.Time!.Size.Equals(input.Type.Time!.Size))
        {
            report(new(ErrorId.LossMismatch, loss.Source, $"Loss.CrossEntropy per step leaves padding out, but after windows over time the steps of {output.ExampleText} are not those of the tokens: keep the length (Same = true) or pool over time ([GlobalMaxPool]) first", new(blame)));
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

        return new(kind, smoothing, loss.Int("IgnoreIndex", -100));
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

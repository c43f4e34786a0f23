using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

internal sealed class LinearLayer : Layer
{
    public override string Kind => "Linear";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("outFeatures", out int outputs) || !context.Size("InFeatures", out int stated, minimum: 0))
        {
            return LayerContext.Unknown;
        }

        if (context.Spec.Text("Init") is { Length: > 0 } init && !char.IsLetter(init[0]))
        {
            return context.Fail(ErrorId.OutOfRange, "Init", $"Init of 'Linear' must be a member of Init, not {init}");
        }

        if (!context.Deviation("InitStd", 0, out double deviation))
        {
            return LayerContext.Unknown;
        }

        if (deviation > 0 && context.Spec.Text("Init") is { } other && other is not ("Default" or "Normal"))
        {
            return context.Fail(ErrorId.OutOfRange, "InitStd", $"InitStd of '{LayerText.Of(context.Spec)}' is for normal weights, and Init.{other} draws others: leave one of the two out");
        }

        if (x.IsUnknown || !Accepts.Features(context, x))
        {
            return LayerContext.Unknown;
        }

        long inputs = x.Type.Last.Size.Constant;
        if (stated != 0 && stated != inputs)
        {
            return context.Fail(
                ErrorId.FeaturesMismatch,
                "InFeatures",
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: InFeatures must be {inputs}, not {stated}",
                blamePrevious: true,
                Mend.Set("InFeatures", inputs));
        }

        if (!context.Fits("outFeatures", outputs, inputs))
        {
            return LayerContext.Unknown;
        }

        if (context.Spec.Find("TiedTo") is { Kind: ArgumentKind.Int } scope)
        {
            return TiedLinear.Lower(context, x, context.Scopes[(int)scope.Number], outputs);
        }

        Value? weight = context.Spec.Text("TiedTo") is { } tied
            ? Tied(context, x, tied, outputs)
            : context.Declare(["Weight"], "weight", InitialOf(context, inputs, outputs), [outputs, inputs], transposed: context.Spec.Bool("Transposed"));
        if (weight is null)
        {
            return LayerContext.Unknown;
        }

        Value? bias = context.Spec.Bool("Bias", true)
            ? context.Declare(["Bias"], context.Spec.Text("BiasName") ?? "bias", BiasOf(context, inputs), [outputs], leading: context.Spec.Has("BiasName") ? 1 : 0) // of presets: BART's
            : null;
        return context.Builder.Add(new LinearOp(), context.Name, x, weight, bias, null);
    }

    /// <summary>The table of an Embedding as this layer's weight; null after an error.</summary>
    private static Value? Tied(LayerContext context, Value x, string embedding, long outputs)
    {
        if (context.Scope.FindTable(embedding) is not { } found)
        {
            context.Fail(
                ErrorId.OutOfRange, "TiedTo", $"TiedTo of '{LayerText.Of(context.Spec)}' must be the name of an Embedding further up in the same declaration: none is called \"{embedding}\"");
            return null;
        }

        long inputs = x.Type.Last.Size.Constant;
        EquatableArray<long> table = found.Value.Parameter!.Sizes;
        if (table[0] == outputs && table[1] == inputs)
        {
            return found.Value;
        }

        bool fitsInput = table[1] == inputs;
        string rule = fitsInput ? $"set {table[0]} outputs" : $"{table[1]} features must arrive, not {inputs}";
        context.Fail(
            ErrorId.TiedMismatch,
            fitsInput ? "outFeatures" : "TiedTo",
            $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}, and its weight is the table [{table[0]}, {table[1]}] of \"{embedding}\": {rule}",
            blamePrevious: !fitsInput,
            fitsInput ? Mend.Set("outFeatures", table[0]) : null,
            found.Layer.Source);
        return null;
    }

    /// <summary>PyTorch's default is U(-1/√in, 1/√in); the other choices carry their authors' names.</summary>
    internal static Initial InitialOf(LayerContext context, long inputs, long outputs) =>
        context.Spec.Real("InitStd", 0) is > 0 and double deviation
            ? Initial.Normal(deviation)
            : context.Spec.Text("Init") switch
            {
                "Zeros" => Initial.Zeros,
                "Normal" => Initial.Normal(0.02),
                "XavierUniform" => Initial.Uniform(Math.Sqrt(6.0 / (inputs + outputs))),
                "KaimingUniform" => Initial.Uniform(Math.Sqrt(6.0 / inputs)),
                _ => Initial.Uniform(1 / Math.Sqrt(inputs)),
            };

    internal static Initial BiasOf(LayerContext context, long inputs) =>
        context.Spec.Real("InitStd", 0) > 0 || context.Spec.Text("Init") is not (null or "Default") ? Initial.Zeros : Initial.Uniform(1 / Math.Sqrt(inputs));
}

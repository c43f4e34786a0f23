using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

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

        Initial initial = InitialOf(context, inputs, outputs);
        Value weight = context.Spec.Text("TiedTo") is { } tied
            ? context.Scope.FindParameter(tied)
            : context.Declare(["Weight"], "weight", initial, [outputs, inputs], transposed: context.Spec.Bool("Conv1D"));
        Value? bias = context.Spec.Bool("Bias", true)
            ? context.Parameter("Bias", BiasOf(context, inputs), outputs)
            : null;
        return context.Builder.Add(new LinearOp(), context.Name, x, weight, bias, null);
    }

    /// <summary>PyTorch's default is U(-1/√in, 1/√in); the other choices carry their authors' names.</summary>
    internal static Initial InitialOf(LayerContext context, long inputs, long outputs) =>
        context.Spec.Has("Deviation")
            ? Initial.Normal(context.Spec.Real("Deviation", 0))
            : context.Spec.Text("Init") switch
            {
                "Zeros" => Initial.Zeros,
                "Normal" => Initial.Normal(0.02),
                "XavierUniform" => Initial.Uniform(Math.Sqrt(6.0 / (inputs + outputs))),
                "KaimingUniform" => Initial.Uniform(Math.Sqrt(6.0 / inputs)),
                _ => Initial.Uniform(1 / Math.Sqrt(inputs)),
            };

    internal static Initial BiasOf(LayerContext context, long inputs) =>
        context.Spec.Has("Deviation") || context.Spec.Text("Init") is not (null or "Default") ? Initial.Zeros : Initial.Uniform(1 / Math.Sqrt(inputs));
}

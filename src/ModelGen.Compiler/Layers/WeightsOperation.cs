using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>Learned values that no layer owns: the same for all examples, and so without the batch.</summary>
internal sealed class WeightsOperation : Operation
{
    public override string Kind => "Weights";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (NamedAxes.Known(context.Spec, context.Lowering.Report) is not { } axes)
        {
            return null;
        }

        string init = context.Spec.Text("Init") ?? "Normal";
        if (!char.IsLetter(init[0]))
        {
            return Refuse(context, ErrorId.OutOfRange, "Init", $"Init of 'Weights' must be a member of Init, not {init}");
        }

        if (context.Spec.Has("Start") && init != "Zeros")
        {
            return Refuse(context, ErrorId.OutOfRange, "Start", $"start of 'Weights' is the number that all begin at, and Init.{init} draws others: write Init.Zeros, or leave it out");
        }

        long inputs = axes.Length == 0 ? 1 : axes[axes.Length - 1].Size.Constant, all = axes.Aggregate(1L, (product, axis) => product * axis.Size.Constant);
        Initial initial = init switch
        {
            "Zeros" => Initial.Constant(context.Spec.Real("Start", 0)),
            "XavierUniform" => Initial.Uniform(Math.Sqrt(6.0 / (inputs + (all / inputs)))),
            "KaimingUniform" => Initial.Uniform(Math.Sqrt(6.0 / inputs)),
            _ => Initial.Normal(0.02),
        };
        return [context.Learned(initial, axes)];
    }
}

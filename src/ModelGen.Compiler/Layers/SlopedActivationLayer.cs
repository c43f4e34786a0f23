using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;

namespace ModelGen.Compiler.Layers;

/// <summary>LeakyRelu and Elu: a row of the table of functions that takes a number.</summary>
internal sealed class SlopedActivationLayer(Function function, string argument, double otherwise) : Layer
{
    public override string Kind => function.Name;

    public override Value Lower(LayerContext context, Value x) =>
        context.Real(argument, otherwise, float.MinValue, float.PositiveInfinity, "a finite number", out double value)
        && !x.IsUnknown
        && Accepts.Activations(context, x)
            ? context.Builder.Add(new ElementwiseOp(function, value), context.Name, x)
            : LayerContext.Unknown;
}

using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.SlopedActivations;

namespace ModelGen.Compiler.Layers;

/// <summary>LeakyRelu and Elu.</summary>
internal sealed class SlopedActivationLayer(SlopedActivation activation, string argument, double otherwise) : Layer
{
    public override string Kind => activation.ToString();

    public override Value Lower(LayerContext context, Value x) =>
        context.Real(argument, otherwise, float.MinValue, float.PositiveInfinity, "a finite number", out double value)
        && !x.IsUnknown
        && Accepts.Activations(context, x)
            ? context.Builder.Add(new SlopedActivationOp(activation, value), context.Name, x)
            : LayerContext.Unknown;
}

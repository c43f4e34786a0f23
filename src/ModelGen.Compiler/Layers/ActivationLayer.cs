using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Activations;

namespace ModelGen.Compiler.Layers;

/// <summary>Relu, Gelu, Silu, Tanh, Sigmoid and Softplus.</summary>
internal sealed class ActivationLayer(string kind, Activation activation) : Layer
{
    public override string Kind => kind;

    public override Value Lower(LayerContext context, Value x)
    {
        if (x.IsUnknown || !Accepts.Activations(context, x))
        {
            return LayerContext.Unknown;
        }

        Activation chosen = activation == Activation.Gelu && context.Spec.Bool("Tanh") ? Activation.GeluTanh : activation;
        return context.Builder.Add(new ActivationOp(chosen), context.Name, x);
    }
}

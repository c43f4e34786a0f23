using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;

namespace ModelGen.Compiler.Layers;

/// <summary>An activation without arguments: a row of the table of functions.</summary>
internal sealed class ActivationLayer(Function function) : Layer
{
    public override string Kind => function.Name;

    public override Value Lower(LayerContext context, Value x)
    {
        if (x.IsUnknown || !Accepts.Activations(context, x))
        {
            return LayerContext.Unknown;
        }

        Function chosen = function == Functions.Gelu && context.Spec.Bool("Tanh") ? Functions.GeluTanh : function;
        return context.Builder.Add(new ElementwiseOp(chosen), context.Name, x);
    }
}

using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Dropout;

namespace ModelGen.Compiler.Layers;

internal sealed class DropoutLayer : Layer
{
    public override string Kind => "Dropout";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Real("rate", 0, 0, 1, "at least 0 and below 1", out double rate)
            || x.IsUnknown
            || !Accepts.Activations(context, x))
        {
            return LayerContext.Unknown;
        }

        if (context.Lowering.AddMean is not null)
        {
            return context.Fail(ErrorId.MisplacedHead, null, "'Dropout' draws random numbers: that belongs into the graph method, and an objective is the same in training and validation");
        }

        return rate == 0 ? x : context.Builder.Add(new DropoutOp(rate, context.Scope.NextRandomSite(true)), context.Name, x);
    }
}

using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Sinusoidal;

namespace ModelGen.Compiler.Layers;

internal sealed class SinusoidalPositionLayer : Layer
{
    public override string Kind => "SinusoidalPosition";

    public override Value Lower(LayerContext context, Value x)
    {
        if (x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        long width = x.Type.Last.Size.Constant;
        return width % 2 == 0
            ? context.Builder.Add(new SinusoidalOp(), context.Name, x)
            : context.Fail(
                ErrorId.NotDivisible,
                null,
                $"'SinusoidalPosition'{context.After} gets {x.Type.ExampleText}: sines and cosines come in pairs, so the width must be even, not {width}",
                blamePrevious: true);
    }
}

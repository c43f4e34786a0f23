using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Layers;

internal sealed class FlattenLayer : Layer
{
    public override string Kind => "Flatten";

    public override Value Lower(LayerContext context, Value x)
    {
        if (x.IsUnknown || !KnownSizes(context, x))
        {
            return LayerContext.Unknown;
        }

        long product = Sizes.Product([.. x.Type.Example.Select(axis => axis.Size.Constant)]);
        return context.Fits("", [.. x.Type.Example.Select(axis => axis.Size.Constant)])
            ? context.Builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, Axis.Feature(product))), context.Name, x)
            : LayerContext.Unknown;
    }

    /// <summary>Any float whose sizes are all known: a sequence's length is not.</summary>
    internal static bool KnownSizes(LayerContext context, Value x)
    {
        if (x.Type.DType == DType.I32)
        {
            context.RefuseInput(x, "insert [Embedding(width)] first");
            return false;
        }

        if (x.Type.Time is { Size.IsConstant: false })
        {
            context.Fail(
                ErrorId.UnknownSize,
                null,
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}, whose length is not known: pool over time ([GlobalAveragePool]) or take a step ([TakeLast])",
                blamePrevious: true,
                mend: new Mend(MendKind.ReplaceLayer, Value: "GlobalAveragePool"));
            return false;
        }

        if (x.Type.Example.FirstOrDefault(axis => !axis.Size.IsConstant) is { } open)
        {
            context.Fail(ErrorId.UnknownSize, null, $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}, and how long {open.Size} is only a call says: go over that axis first, with Mean or Max", blamePrevious: true);
            return false;
        }

        return true;
    }
}

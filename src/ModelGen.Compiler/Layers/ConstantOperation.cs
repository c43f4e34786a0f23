using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Constant;

namespace ModelGen.Compiler.Layers;

/// <summary>Numbers that are known at compile time: the same for all examples, and so without the batch.</summary>
internal sealed class ConstantOperation : Operation
{
    private const int Most = 65_536;

    public override string Kind => "Constant";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        double[] values = [.. context.Spec.Reals("values")];
        if (values.Length is 0 or > Most)
        {
            return Refuse(context, ErrorId.OutOfRange, "values", $"'Constant' takes 1 to {LayerText.Number(Most)} numbers, not {LayerText.Number(values.Length)}");
        }

        if (NamedAxes.Known(context.Spec, context.Lowering.Report) is not { } axes)
        {
            return null;
        }

        axes = axes.Length == 0 && values.Length > 1 ? [Axis.Feature(values.Length)] : axes;
        long wanted = axes.Aggregate(1L, (product, axis) => product * axis.Size.Constant);
        TensorType type = TensorType.F32(axes);
        return wanted == values.Length
            ? [context.Builder.Add(new ConstantOp(new(values), type), context.Name, context.AnyInput)]
            : Refuse(context, ErrorId.OutOfRange, "values", $"'Constant' has {LayerText.Number(values.Length)} numbers for {type.ExampleText}, which takes {LayerText.Number(wanted)}");
    }
}

using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Layers;

/// <summary>Sum, Mean, Max and Min over an axis, or over all of an example.</summary>
internal sealed class ReduceOperation(string kind, ReduceKind reduction) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => Numbers(context, x[0]) && AxisArgument.Places(context, x[0]) is { } axes
        ? [ReduceOp.Over(context.Builder, reduction, x[0], [.. axes], context.Name, context.Mask(x[0]))]
        : null;

    /// <summary>Ids have no sum.</summary>
    /// <returns>False after an error.</returns>
    public static bool Numbers(LayerContext context, Value x)
    {
        if (x.Type.DType == DType.F32)
        {
            return true;
        }

        context.RefuseInput(x, "it is for numbers: insert .Embedding(width) first");
        return false;
    }
}

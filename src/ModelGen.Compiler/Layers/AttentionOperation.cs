using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Layers;

/// <summary>Attention without parameters, and its probabilities. Padding of the keys is hidden.</summary>
internal sealed class AttentionOperation(bool isWeights) : Operation
{
    public override string Kind => isWeights ? "AttentionWeights" : "Attention";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (!context.Size("heads", out int heads, otherwise: 1) || !context.Size("kvHeads", out int keyValue, minimum: 0) || !context.Real("scale", 0, 0, float.PositiveInfinity, "a number of at least 0", out double scale))
        {
            return null;
        }

        int values = isWeights ? 2 : 3;
        Value? mask = x.Skip(values).FirstOrDefault();
        if (x.Take(values).FirstOrDefault(value => value.Type.DType != DType.F32 || value.Type.Axes.Count != 3 || !value.Type.EndsInFeature) is { } wrong)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'{Kind}' gets {wrong.Type.ExampleText}: it takes sequences [T, F] and [S, F]");
        }

        (TensorType query, TensorType key) = (x[0].Type, x[1].Type);
        if (!isWeights && !x[2].Type.Equals(key))
        {
            return Refuse(context, ErrorId.OperandsDiffer, "value", $"'{Kind}' gets the keys {key.ExampleText} and the values {x[2].Type.ExampleText}, which must be equal");
        }

        long width = query.Last.Size.Constant;
        keyValue = keyValue == 0 ? heads : keyValue;
        if (!context.Divides("heads", heads, "Width", width, blamePrevious: true) || !context.Divides("kvHeads", keyValue, "Heads", heads, blamePrevious: false))
        {
            return null;
        }

        long wanted = width / heads * keyValue;
        if (key.Last.Size.Constant != wanted)
        {
            return Refuse(context, ErrorId.OperandsDiffer, "key", $"'{Kind}' gets the queries {query.ExampleText} and the keys {key.ExampleText}: with {LayerText.Number(keyValue)} heads of {LayerText.Number(width / heads)} keys must have F:{LayerText.Number(wanted)}");
        }

        if (mask is not null && !(mask.Type.DType is DType.Mask or DType.F32 && mask.Type.Axes.Count == 3 && mask.Type.Axes[1].Size.Equals(query.Axes[1].Size) && mask.Type.Axes[2].Size.Equals(key.Axes[1].Size)))
        {
            return Refuse(context, ErrorId.OperandsDiffer, "mask", $"'{Kind}' gets the mask {mask.Type.ExampleText}: it must have a place for each query and key, [{query.Axes[1]}, {key.Axes[1]}]");
        }

        bool causal = context.Spec.Bool("causal");
        return isWeights
            ? [AttentionFormula.Weights(context.Builder, context.Name, x[0], x[1], context.Mask(x[1]), mask, heads, keyValue, causal, scale)]
            : [context.Builder.Add(new AttentionOp(heads, causal, scale: scale), context.Name, x[0], x[1], x[2], context.Mask(x[1]), mask)];
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Layers;

/// <summary>Equal values along a new first axis.</summary>
internal sealed class StackOperation : Operation
{
    public override string Kind => "Stack";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (x.Count < 1 || x.FirstOrDefault(value => value.Type.DType != DType.F32 || !value.Type.Equals(x[0].Type)) is not null)
        {
            return Refuse(context, ErrorId.OperandsDiffer, null, $"'Stack' takes equal values, not {string.Join(" and ", x.Select(value => value.Type.ExampleText))}");
        }

        string name = context.Spec.Text("name") ?? "";
        Axis axis = Axis.Plain(x.Count) with { Name = name };
        TensorType Within(long count, Value value) => new(DType.F32, new([Axis.Batch, axis with { Size = Dim.Of(count) }, .. value.Type.Example]));
        Value[] parts = [.. x.Select(value => ConcatOperation.AsFeature(context, value)).Select(value => context.Builder.Add(new ReshapeOp(Within(1, value)), context.Name + "Part", value))];
        return [parts.Length == 1 ? parts[0] : context.Builder.Add(new ConcatenateOp(1), context.Name, parts)];
    }
}

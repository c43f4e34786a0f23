using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Tensors from arrays and lengths: <c>Tensor.Create(data, [32, 784])</c>, <c>new ReadOnlyTensorSpan&lt;float&gt;(data, [32, 784])</c>.</summary>
internal static class TensorCreation
{
    public static HashSet<string> Methods { get; } = ["Create", "CreateFromShape", "CreateFromShapeUninitialized", "AsTensorSpan", "AsReadOnlyTensorSpan"];

    public static Value? Create(Call call)
    {
        string source = call.Argument("span") is null ? "array" : "span";
        ListValue? data = call.Value(source) as ListValue;
        if (call.Argument("lengths") is not { } lengths)
        {
            return data is not null && call.Arguments.Length == 1 ? new TensorValue(new Shape([data.Length]), data.Items, data.Made, data.Ids, Layout.Dense) : null;
        }

        if (call.Value("lengths") is not ListValue { Items.Count: > 0 } sizes)
        {
            return null;
        }

        Shape shape = new(sizes.Items.Select(item => item.Value.IsNumber && item.Value.Offset < 0 ? Size.Unknown : item.Value));
        bool isPlain = call.Argument("strides") is null && call.Argument("start") is null;
        if (data is not null && isPlain && Counted(call, data, shape, lengths))
        {
            return null;
        }

        return new TensorValue(shape, isPlain && data is not null ? data.Items : default, call.Operation.Syntax, data?.Ids, isPlain && !Api.IsSpan(call.Method?.ReturnType) ? Layout.Dense : Layout.Unknown);
    }

    /// <summary>Whether the number of values is certainly not that of the shape. A longer buffer is allowed; a list of values of which some are dropped is not meant.</summary>
    private static bool Counted(Call call, ListValue data, Shape shape, IArgumentOperation lengths)
    {
        Size count = shape.Count;
        if (!data.Length.IsBelow(count) && !(data.IsWrittenOut && count.IsBelow(data.Length)))
        {
            return false;
        }

        Turns? turns = data.Length.Turns ?? count.Turns;
        call.Say(ErrorId.CountMismatch, lengths, $"{(call.Operation is IObjectCreationOperation ? call.Operation.Type!.Name : call.Name)} gets {Mend.Values(data.Length)} for the shape {shape}, which has {count}: {turns?.Why ?? Mend.Count(data.Length, shape)}", data.Made,
            () => EdgeMends.Lengths(lengths, shape, data.Length), turns);
        return true;
    }
}

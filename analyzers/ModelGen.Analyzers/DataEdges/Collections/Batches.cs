using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Collections;

/// <summary>Batches that a program takes from a data source by itself: <c>while (data.Next(batch))</c>.</summary>
internal static class Batches
{
    public static Value? Evaluate(Call call, Evaluator evaluator)
    {
        if (call.Instance is DatasetValue data && call.Method!.Name == "Next" && call.Arguments.Length == 1)
        {
            // The last batch comes for certain only where all are taken.
            Size rows = Turns.IsWhole(call.Operation.Syntax) ? data.Rows : data.Rows.Plain;
            evaluator.Change(call.Arguments[0].Value, _ => new BatchValue(data.Inputs.With(0, rows), data.Targets?.With(0, rows)));
        }
        else if (call.Instance is BatchValue)
        {
            evaluator.Change(call.Receiver, _ => null); // it has another size from here on
        }

        return null;
    }

    public static Value? Property(BatchValue batch, string name, SyntaxNode syntax) => name switch
    {
        "InputTensor" => new TensorValue(batch.Inputs, default, syntax),
        "Input" => new ListValue(batch.Inputs.Count, default, IsWrittenOut: false, syntax),
        "TargetTensor" when batch.Targets is { } targets => new TensorValue(targets, default, syntax),
        "Target" when batch.Targets is { } targets => new ListValue(targets.Count, default, IsWrittenOut: false, syntax),
        "Examples" => new NumberValue(batch.Inputs[0]),
        _ => null,
    };
}

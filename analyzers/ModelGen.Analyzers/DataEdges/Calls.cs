using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Which calls shapes pass through, and who judges them.</summary>
internal static class Calls
{
    public static Value? Evaluate(Call call)
    {
        INamedTypeSymbol type = call.Method!.ContainingType;
        return Api.IsTensors(type) ? (TensorCreation.Methods.Contains(call.Method.Name) ? TensorCreation.Create(call) : TensorFunctions.Evaluate(call))
            : Api.IsTensor(type) ? TensorFunctions.Instance(call)
            : Api.IsModelGen(type, "Trainer", "Training") ? Training.Call(call)
            : Api.IsModelGen(type, "FitExtensions", "Training") ? Training.Fit(call)
            : Api.IsModelGen(type, "Predictions", "Evaluation") ? Evaluations.Of(call)
            : Api.IsModelGen(type, "Evaluate", "Evaluation") ? Evaluations.Call(call)
            : Api.IsModelGen(type, "BatchTensor", "Data") ? ModelMembers.Set(call)
            : call.Instance is DatasetValue data && call.Method.Name == "Take" ? (data with { Rows = Size.Unknown }).WithoutItems()
            : call.Instance is TensorValue lengths && call.Method.Name is "GetLength" or "GetLongLength" && call.Values[0] is NumberValue { Size.IsNumber: true } axis && axis.Size.Offset >= 0 && axis.Size.Offset < lengths.Shape.Rank
                ? new NumberValue(lengths.Shape[(int)axis.Size.Offset])
            : Spans.Evaluate(call) ?? Draws.Evaluate(call) ?? Numbers.Evaluate(call) ?? ModelCall.Evaluate(call);
    }
}

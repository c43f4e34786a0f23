using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Judging models: <c>Evaluate.Classifier(model.Predict, data, classes: 10)</c>.</summary>
internal static class Evaluations
{
    public static Value? Call(Call call)
    {
        if (call.Method!.Name == "Language")
        {
            if (Training.ModelOf(call, "model") is { } model)
            {
                Training.Judge(call, "data", model);
            }

            return null;
        }

        if (call.Argument("predict") is { } predict && Predicted(predict.Value) is { Parameters.Length: 2 } method
            && Signature.Of(method.Parameters[0].GetAttributes()) is { } input && Signature.Of(method.Parameters[1].GetAttributes()) is { } output)
        {
            Judge(call, predict, method, input, output);
        }

        return null;
    }

    /// <summary><c>Predictions.Of(model.PredictProbabilities, data, width: 10)</c>: targets are passed over.</summary>
    public static Value? Of(Call call)
    {
        if (call.Argument("predict") is not { } predict || Predicted(predict.Value) is not { Parameters.Length: > 0 } method || Signature.Of(method.Parameters[0].GetAttributes()) is not { } input)
        {
            return null;
        }

        Signature? output = method.Parameters.Length == 2 ? Signature.Of(method.Parameters[1].GetAttributes()) : Signature.Of(method.GetReturnTypeAttributes());
        Size width = call.Number("width");
        if (output is { Rank: 2 } && call.Argument("width") is { } stated && output.Axes[1].Size.Differs(width))
        {
            call.Say(ErrorId.ArgumentShape, stated, $"{method.ContainingType.Name}.{method.Name} gives {output}, {call.Method!.ContainingType.Name}.{call.Method.Name} expects [B, {width}]: 'width' must be {output.Axes[1]}, not {width}");
            return null;
        }

        Training.Judge(call, "data", input, null, method.ContainingType);
        return call.Method!.Name == "Of" && width.IsKnown ? new TensorValue(new Shape([Size.Unknown, width]), default, call.Operation.Syntax) : null;
    }

    private static void Judge(Call call, IArgumentOperation predict, IMethodSymbol method, Signature input, Signature output)
    {
        string name = $"{call.Method!.ContainingType.Name}.{call.Method.Name}";
        IArgumentOperation? stated = call.Argument("classes") ?? call.Argument("width") ?? call.Argument("labels");
        Size width = stated is null ? Size.Of(1) : call.Number(stated.Parameter!.Name);
        if (output.Rank != 2 || output.Axes[1].Size.Differs(width))
        {
            string mend = output.Rank != 2 ? $"it must have 2 axes, not {output.Rank}"
                : stated is null ? $"it must give 1 output, not {output.Axes[1]}"
                : $"'{stated.Parameter!.Name}' must be {output.Axes[1]}, not {width}";
            call.Say(ErrorId.ArgumentShape, output.Rank == 2 && stated is not null ? stated : predict, $"{method.ContainingType.Name}.{method.Name} gives {output}, {name} expects [B, {width}]: {mend}");
            return;
        }

        if (call.Method.Name is "Classifier" or "MultiLabel" && call.Argument("names") is { } names && call.Value("names") is ListValue { Length: var count } && count.Differs(width))
        {
            call.Say(ErrorId.ArgumentShape, names, $"'names' of {name} has {count}, but '{stated!.Parameter!.Name}' is {width}: give one name for each");
            return;
        }

        Signature target = call.Method.Name == "Classifier"
            ? new([SignatureAxis.Parse("B")!], width.IsNumber ? width.Offset : 0, 0)
            : output;
        Training.Judge(call, "data", input, target, method.ContainingType);
    }

    /// <summary>The method that a delegate is made of.</summary>
    private static IMethodSymbol? Predicted(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IDelegateCreationOperation { Target: IMethodReferenceOperation reference } ? reference.Method : null;
    }
}

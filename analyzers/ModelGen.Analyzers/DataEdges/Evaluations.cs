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
            if (Training.ModelOf(call.Argument("model")) is { } model)
            {
                Training.Judge(call, "data", model);
            }

            return null;
        }

        if (call.Argument("predict") is { } predict && Predicted(predict.Value) is { Parameters.Length: 2 } method
            && Signature.Of(method.Parameters[0].GetAttributes()) is { } input && Signature.Of(method.Parameters[1].GetAttributes()) is { } output)
        {
            Judge(call, predict, $"{method.ContainingType.Name}.{method.Name}", input, output);
        }

        return null;
    }

    private static void Judge(Call call, IArgumentOperation predict, string method, Signature input, Signature output)
    {
        string name = $"{call.Method!.ContainingType.Name}.{call.Method.Name}";
        IArgumentOperation? stated = call.Argument("classes") ?? call.Argument("width");
        Size width = stated is null ? Size.Of(1) : call.Number(stated.Parameter!.Name);
        if (output.Rank != 2 || output.Axes[1].Size.Differs(width))
        {
            string mend = output.Rank != 2 ? $"it must have 2 axes, not {output.Rank}"
                : stated is null ? $"it must give 1 output, not {output.Axes[1]}"
                : $"'{stated.Parameter!.Name}' must be {output.Axes[1]}, not {width}";
            call.Say(ErrorId.ArgumentShape, output.Rank == 2 && stated is not null ? stated : predict, $"{method} gives {output}, {name} expects [B, {width}]: {mend}");
            return;
        }

        Signature target = call.Method.Name == "Classifier"
            ? new([SignatureAxis.Parse("B")!], width.IsNumber ? width.Offset : 0, 0)
            : output;
        Training.Judge(call, "data", input, target);
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

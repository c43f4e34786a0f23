using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Data sources and the trainer: what a source gives must be what the trainer's model takes.</summary>
internal static class Training
{
    public static Value? Create(Call call, ITypeSymbol? type) =>
        Api.IsModelGen(type, "TensorDataset", "Data") ? Examples(call)
        : Api.IsModelGen(type, "TokenDataset", "Data") ? Windows(call)
        : Api.IsModelGen(type, "Trainer", "Training") ? Trainer(call)
        : ModelCall.Evaluate(call);

    /// <summary>Properties of objects that stand for something else.</summary>
    public static Value? Property(IPropertyReferenceOperation property, Value? instance) =>
        property.Property.Name == "Model" && instance is ModelValue ? instance : null;

    public static Value? Call(Call call)
    {
        if (call.Instance is not ModelValue model || Gradients(model.Type) is not { } gradients)
        {
            return null;
        }

        switch (call.Method!.Name)
        {
            case "Fit" or "FitAsync":
                Judge(call, "data", gradients);
                break;
            case "Evaluate":
                Judge(call, "source", gradients);
                break;
            case "Step":
                ModelCall.Judge(call, gradients.Parameters, $"{call.Method.ContainingType.Name}.Step");
                break;
        }

        return null;
    }

    private static DatasetValue? Examples(Call call)
    {
        if (call.Value("inputs") is not TensorValue inputs || call.Value("targets") is not TensorValue targets || inputs.Shape.Rank == 0 || targets.Shape.Rank == 0)
        {
            return null;
        }

        if (targets.Shape[0].Differs(inputs.Shape[0]))
        {
            call.Say(ErrorId.ExamplesDiffer, call.Argument("targets")!, $"'targets' of {call.Name} is {targets.Shape}, but 'inputs' is {inputs.Shape}: {Mend.Examples(inputs.Shape[0], targets.Shape[0])}", targets.Made);
            return null;
        }

        return new DatasetValue(inputs.Shape.With(0, Size.Unknown), targets.Shape.With(0, Size.Unknown), inputs.Items, targets.Items);
    }

    private static DatasetValue Windows(Call call)
    {
        Shape window = new([Size.Unknown, call.Number("context")]);
        return new DatasetValue(window, window, default, default);
    }

    // The argument's own type says more than the parameter's, which is an interface.
    private static ModelValue? Trainer(Call call)
    {
        IOperation? model = call.Argument("model")?.Value;
        while (model is IConversionOperation conversion)
        {
            model = conversion.Operand;
        }

        return model?.Type is INamedTypeSymbol type && Gradients(type) is not null ? new ModelValue(type) : null;
    }

    private static IMethodSymbol? Gradients(INamedTypeSymbol model) =>
        model.GetMembers("ComputeGradients").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 2);

    private static void Judge(Call call, string parameter, IMethodSymbol gradients)
    {
        if (call.Argument(parameter) is not { } argument || call.Value(parameter) is not DatasetValue data)
        {
            return;
        }

        Judgement judgement = new(call);
        string name = $"{call.Method!.ContainingType.Name}.{call.Method.Name}";
        _ = judgement.Take(argument, gradients.Parameters[0], new TensorValue(data.Inputs, data.InputItems, null), Subject.Examples(name, parameter, "input"))
            && judgement.Take(argument, gradients.Parameters[1], new TensorValue(data.Targets, data.TargetItems, null), Subject.Examples(name, parameter, "target"));
    }
}

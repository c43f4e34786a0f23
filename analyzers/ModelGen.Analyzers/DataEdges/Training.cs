using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Data sources and the trainer: what a source gives must be what the trainer's model takes.</summary>
internal static class Training
{
    public static Value? Create(Call call, ITypeSymbol? type) =>
        Api.IsModelGen(type, "TensorDataset", "Data") ? Examples(call)
        : Api.IsModelGen(type, "SequenceDataset", "Data") ? Sequences(call)
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

    /// <summary><c>model.Fit(data, epochs: 10, validation: heldOut)</c>.</summary>
    public static Value? Fit(Call call)
    {
        if (ModelOf(call, "model") is { } gradients)
        {
            string name = $"{gradients.ContainingType.Name}.{call.Method!.Name}";
            Judge(call, "data", Signature.Of(gradients.Parameters[0].GetAttributes()), Signature.Of(gradients.Parameters[1].GetAttributes()), gradients.ContainingType, name);
            Judge(call, "validation", Signature.Of(gradients.Parameters[0].GetAttributes()), Signature.Of(gradients.Parameters[1].GetAttributes()), gradients.ContainingType, name);
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
            call.Say(ErrorId.ExamplesDiffer, call.Argument("targets")!, $"'targets' of {call.Name} is {targets.Shape}, but 'inputs' is {inputs.Shape}: {Mend.Examples(inputs.Shape[0], targets.Shape[0])}", targets.Made,
                () => EdgeMends.Axis(targets.Shape, 0, inputs.Shape[0], targets.Made));
            return null;
        }

        return new DatasetValue(inputs.Shape.With(0, Size.Unknown), targets.Shape.With(0, Size.Unknown), inputs.Items, targets.Items, Size.Unknown, inputs.Made, targets.Made, inputs.Ids, targets.Ids) { Rows = Rows(call, inputs.Shape[0]) };
    }

    /// <summary>How many examples a batch has; the last of an epoch may have less, if the data set is not told otherwise.</summary>
    private static Size Rows(Call call, Size examples)
    {
        bool? keepsPartial = call.Argument("keepPartial") is null ? true : (call.Value("keepPartial") as TruthValue)?.IsTrue;
        return keepsPartial switch
        {
            true => Turns.Of(examples, call.Number("batch"), call.Operation.Syntax),
            false => call.Number("batch"),
            null => Size.Unknown,
        };
    }

    // How long a batch is depends on its sequences.
    private static DatasetValue Sequences(Call call)
    {
        TensorValue? targets = call.Value("targets") is TensorValue { Shape.Rank: > 0 } known ? known : null;
        return new DatasetValue(new Shape([Size.Unknown, Size.Unknown]), targets?.Shape.With(0, Size.Unknown), default, targets?.Items ?? default, call.Number("padding"), null, targets?.Made, null, targets?.Ids, IsPadded(call));
    }

    // All sequences are in one batch, and two of them differ as far as they are read.
    private static bool IsPadded(Call call)
    {
        Size longest = call.Number("maximumLength"), batch = call.Number("batch");
        return longest.IsNumber && batch.IsNumber && call.Value("sequences") is ListValue { Length.IsNumber: true } sequences && sequences.Length.Offset <= batch.Offset && sequences.Each.Count == sequences.Length.Offset
            && sequences.Each.All(slot => slot.Value is ListValue { Length.IsNumber: true })
            && sequences.Each.Select(slot => System.Math.Min(((ListValue)slot.Value!).Length.Offset, longest.Offset)).Distinct().Count() > 1;
    }

    private static DatasetValue Windows(Call call)
    {
        Shape window = new([Size.Unknown, call.Number("context")]);
        return new DatasetValue(window, window, default, default, Size.Unknown);
    }

    private static ModelValue? Trainer(Call call) => ModelOf(call, "model")?.ContainingType is { } type ? new ModelValue(type) : null;

    /// <summary>ComputeGradients of the model that an argument is. The argument's own type says more than the parameter's, which is an interface.</summary>
    public static IMethodSymbol? ModelOf(IArgumentOperation? argument)
    {
        IOperation? model = argument?.Value;
        while (model is IConversionOperation conversion)
        {
            model = conversion.Operand;
        }

        return model?.Type is INamedTypeSymbol type ? Gradients(type) : null;
    }

    /// <summary>Whether a type is a model, whose members say what it takes.</summary>
    public static bool IsModel(INamedTypeSymbol type) => Gradients(type) is { } gradients && Signature.Of(gradients.Parameters[0].GetAttributes()) is not null;

    /// <summary>The same of a value, where its type says nothing: a parameter that is an interface.</summary>
    public static IMethodSymbol? ModelOf(Call call, string parameter) =>
        call.Value(parameter) is ModelValue model ? Gradients(model.Type) : ModelOf(call.Argument(parameter));

    private static IMethodSymbol? Gradients(INamedTypeSymbol model) =>
        model.GetMembers("ComputeGradients").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 2);

    /// <summary>What a source gives against what a model takes.</summary>
    public static void Judge(Call call, string parameter, IMethodSymbol gradients) =>
        Judge(call, parameter, Signature.Of(gradients.Parameters[0].GetAttributes()), Signature.Of(gradients.Parameters[1].GetAttributes()), gradients.ContainingType);

    /// <summary>The same where inputs and targets are stated apart.</summary>
    /// <param name="name">The method, as messages call it.</param>
    public static void Judge(Call call, string parameter, Signature? input, Signature? target, INamedTypeSymbol? model, string? name = null)
    {
        if (call.Argument(parameter) is not { } argument || call.Value(parameter) is not DatasetValue data)
        {
            return;
        }

        Judgement judgement = new(call, model);
        name ??= $"{call.Method!.ContainingType.Name}.{call.Method.Name}";
        if (input is { Padding: >= 0 } tokens && data.Padding is { IsNumber: true, Offset: >= 0 } padding && padding.Offset != tokens.Padding)
        {
            Size taken = Size.Of(tokens.Padding);
            call.Say(ErrorId.PaddingMismatch, argument, $"'{parameter}' of {name} is padded with the id {padding}, but the model takes {taken} as padding: pad with {taken}, or declare [Tokens(Padding = {padding})]");
            return;
        }

        if (input is { Below: > 0 } ids && data is { IsPadded: true, Padding: { IsNumber: true } filler } && (filler.Offset < 0 || filler.Offset >= ids.Below))
        {
            string mend = ids.Padding >= 0 ? $"pad with {Size.Of(ids.Padding)}, which the model takes as padding" : "pad with an id of the vocabulary that stands for nothing else, and declare it as [Tokens(Padding = ...)]";
            call.Say(ErrorId.IdOutOfRange, argument, $"'{parameter}' of {name} is padded with the id {filler}: ids go from 0 to {Size.Of(ids.Below - 1)}, {filler} is none: {mend}");
            return;
        }

        _ = judgement.Take(argument, input, new TensorValue(data.Inputs, data.InputItems, data.InputsMade, data.InputIds), Subject.Examples(name, parameter, "input"))
            && (data.Targets is not { } targets || judgement.Take(argument, target, new TensorValue(targets, data.TargetItems, data.TargetsMade, data.TargetIds), Subject.Examples(name, parameter, "target")));
    }
}

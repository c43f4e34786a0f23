using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes.Checkpoints;

/// <summary>The checkpoint against the model: what loading would say at run time, said where the layer is written.</summary>
internal static class CheckWeights
{
    private const int Shown = 3;

    public static IReadOnlyList<ModelError> Run(WeightsSpec weights, LoweredModel model)
    {
        if (weights.Headers.Length == 0)
        {
            return [];
        }

        if (WeightHeaders.IsMissing(weights.Headers))
        {
            return [new(ErrorId.FileMissing, weights.Source, $"There is no file \"{JsonValue.Clip(weights.Path)}\" in the project's folder: put it there, or leave Weights out until it is there")];
        }

        (WeightHeaders? file, string? fault) = WeightHeaders.Read(weights.Headers);
        if (file is null)
        {
            return [new(ErrorId.ConfigUnreadable, weights.Source, $"The weight file beside \"{JsonValue.Clip(weights.Path)}\" cannot be read: {fault}; get it again from where it was published")];
        }

        List<ModelTensor> tensors = [.. ModelTensor.Of(model.Main)];
        var match = new TensorMatch(tensors, file.Tensors);
        bool MayLack(ModelTensor tensor) => weights.IsPartial || model.NewHeads.Any(head => tensor.Name.StartsWith(head, StringComparison.Ordinal));
        var errors = new List<ModelError>();
        var strange = match.Pairs.Where(pair => pair.Name is not null && file.OtherType(pair.Name) is not null).ToList();
        foreach (var group in strange.GroupBy(pair => pair.Tensor.Inner.Source))
        {
            errors.Add(new(ErrorId.TensorType, group.Key, $"{Who(group.Select(pair => pair.Tensor.Inner))} cannot be read from {file.File}: " + List(group.Select(pair => $"{pair.Tensor.Name} is {file.OtherType(pair.Name!)} there"), "; ")
                + ", and F32, F16, BF16 and F64 are read: take the checkpoint that is not quantised; [Quantize] makes its weights small"));
        }

        foreach (var group in match.Pairs.Except(strange).Where(pair => pair.Found is not null && !pair.Found.SequenceEqual(pair.Tensor.Shape)).GroupBy(pair => pair.Tensor.Inner.Source))
        {
            errors.Add(new(ErrorId.TensorShape, group.Key, $"{Who(group.Select(pair => pair.Tensor.Inner))} does not fit {file.File}: " + List(group.Select(pair => $"{pair.Tensor.Name} is {Describe(pair.Found!)} there and {Describe(pair.Tensor.Shape)} here"), "; ")));
        }

        foreach (var group in match.Pairs.Where(pair => pair.Found is null && !MayLack(pair.Tensor)).GroupBy(pair => pair.Tensor.Outer.Source))
        {
            errors.Add(new(ErrorId.TensorMissing, group.Key, $"{file.File} has no tensor for {Who(group.Select(pair => pair.Tensor.Outer))}: " + List(group.Select(pair => $"{pair.Tensor.Name} {Describe(pair.Tensor.Shape)}"), ", ")));
        }

        string[] left = weights.IsPartial ? [] : [.. match.Left.Where(name => !model.PassedOver.Any(head => name.StartsWith(head, StringComparison.Ordinal))).Select(name => $"{JsonValue.Clip(name)} {Describe(file.Tensors[name])}")];
        if (left.Length > 0)
        {
            errors.Add(new(ErrorId.TensorLeftOver, weights.Source, $"{file.File} has tensors that no parameter takes: {List(left, ", ")}"));
        }

        return errors;
    }

    // A preset's layers all stand at its attribute.
    private static string Who(IEnumerable<LayerSpec> layers)
    {
        LayerSpec[] known = [.. layers.Distinct()];
        return known.Length == 1 ? $"'{LayerText.Of(known[0])}'" : "the model";
    }

    private static string List(IEnumerable<string> items, string separator)
    {
        string[] all = [.. items];
        return all.Length <= Shown ? string.Join(separator, all) : string.Join(separator, all.Take(Shown)) + $"{separator}and {all.Length - Shown} more";
    }

    private static string Describe(IEnumerable<long> shape) => "[" + string.Join(", ", shape.Select(LayerText.Number)) + "]";
}

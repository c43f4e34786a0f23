using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Completion;

/// <summary>A number that nobody writes, in the place of the one that is asked for: wherever the specification has it, another can stand.</summary>
internal static class Placeholder
{
    public const int Number = 7919;

    public static bool IsIn(ModelSpec spec) => Layers(spec).Any(IsIn);

    public static ModelSpec With(ModelSpec spec, params ArgumentSpec[] arguments) => spec with
    {
        Layers = new([.. spec.Layers.Select(layer => IsIn(layer) ? Set(layer, arguments) : layer)]),
        Graph = spec.Graph is { } graph ? graph with { Steps = new([.. graph.Steps.Select(step => IsIn(step.Layer) ? step with { Layer = Set(step.Layer, arguments) } : step)]) } : null,
    };

    /// <summary>The layer that has it, and its argument.</summary>
    public static (LayerSpec Layer, ArgumentSpec Argument)? Find(ModelSpec spec) =>
        Layers(spec).SelectMany(layer => layer.Arguments.Where(Has).Select(argument => ((LayerSpec, ArgumentSpec)?)(layer, argument))).FirstOrDefault();

    /// <summary>All other sizes of the model.</summary>
    public static IEnumerable<long> Others(ModelSpec spec) =>
        Layers(spec).SelectMany(layer => layer.Arguments).SelectMany(argument => argument.Kind == ArgumentKind.Int ? [argument.Number] : argument.Numbers.AsEnumerable())
            .Where(number => number is > 1 and not Number).Distinct();

    private static IEnumerable<LayerSpec> Layers(ModelSpec spec) => spec.Layers.Concat(spec.Graph?.Steps.Select(step => step.Layer) ?? []);

    private static bool IsIn(LayerSpec layer) => layer.Arguments.Any(Has);

    private static bool Has(ArgumentSpec argument) => argument.Number == Number || argument.Numbers.Contains(Number);

    private static LayerSpec Set(LayerSpec layer, ArgumentSpec[] arguments) => layer with
    {
        Arguments = new([.. layer.Arguments.Where(argument => !arguments.Any(other => other.Name == argument.Name)), .. arguments]),
    };
}

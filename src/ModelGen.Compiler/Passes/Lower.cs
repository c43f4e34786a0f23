using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Presets;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Specification to graph: checks usage, then each layer's values and shapes, and appends the layers' ops.</summary>
internal static class Lower
{
    // What a store takes: more than an array holds lie in several.
    private const long MaximumParameters = 1L << 40;

    // What a .NET array of floats can hold, less room for alignment: one parameter, or those that lie side by side as one matrix.
    private const long LargestParameter = 2_147_000_000;

    /// <returns>The model, or null: with errors, or with none where C# itself reports one.</returns>
    /// <param name="missing">Is told the blocks that were not read for the types that they meet.</param>
    public static (LoweredModel? Model, IReadOnlyList<ModelError> Errors) Run(ModelSpec spec, List<MissingVariant>? missing = null)
    {
        var errors = new List<ModelError>();
        if (CheckType.Fault(spec.Type, "model") is { } fault)
        {
            errors.Add(fault);
        }

        if (spec.Layers.Any(Roles.IsPreset))
        {
            (spec, IReadOnlyList<ModelError> faults) = ExpandPreset.Run(spec);
            errors.AddRange(faults);
            if (faults.Count > 0)
            {
                return (null, errors);
            }
        }

        if (spec.Graph is { } graph)
        {
            LoweredModel? lowered = LowerGraph.Run(spec, graph, errors, missing ?? []);
            return errors.Count == 0 ? (lowered, errors) : (null, errors);
        }

        LayerSpec? input = CheckUsage(spec, errors.Add);
        InputDecl? declared = input is null ? null : LowerInput.Run(input, errors.Add);
        LoweredModel? model = LowerLayers(spec, input, declared, errors, missing ?? []);
        return errors.Count == 0 ? (model, errors) : (null, errors);
    }

    public static void CheckParameters(ModelSpec spec, GraphBuilder builder, Action<ModelError> report)
    {
        if (builder.ParameterCount is > MaximumParameters and var total)
        {
            report(new(ErrorId.TooLarge, new SourceRef(spec.Type.Key, SourceRef.ClassName), $"The model {spec.Type.Name} has {total} parameters, more than the {MaximumParameters} that a model can have"));
        }
        else if (builder.Children.SelectMany(child => child.Graph.WithCallees()).SelectMany(graph => graph.Parameters).Concat(builder.Parameters).FirstOrDefault(value => value.Parameter!.Count > LargestParameter)?.Parameter is { } large)
        {
            report(new(ErrorId.TooLarge, new SourceRef(spec.Type.Key, SourceRef.ClassName), $"'{large.File}' of the model {spec.Type.Name} has {large.Count} numbers, more than the {LargestParameter} that one array can hold"));
        }
    }

    private static LayerSpec? CheckUsage(ModelSpec spec, Action<ModelError> report)
    {
        var inputs = spec.Layers.Where(Roles.IsInput).ToList();
        var name = new SourceRef(spec.Type.Key, -1);
        if (inputs.Count == 0)
        {
            string missing = spec.Layers.Any(Roles.IsLayer) ? "has no input" : "is empty";
            string more = spec.Layers.Any(Roles.IsLayer) ? "" : ", then at least one layer, such as [Linear(64)]";
            report(new(ErrorId.InputMissing, name, $"The model {spec.Type.Name} {missing}: begin with [Input(...)], [Sequence(...)] or [Tokens(...)]{more}"));
        }
        else if (inputs.Count > 1)
        {
            report(new(ErrorId.InputMisplaced, inputs[1].Source, $"A model has exactly one input, but '{LayerText.Of(inputs[1])}' is a second: remove it", new(inputs[0].Source), new(MendKind.Remove)));
        }
        else if (!ReferenceEquals(spec.Layers[0], inputs[0]))
        {
            report(new(ErrorId.InputMisplaced, inputs[0].Source, $"The input stands after '{LayerText.Of(spec.Layers[0])}': move '{LayerText.Of(inputs[0])}' to the front", Mend: new(MendKind.MoveFirst)));
        }

        if (inputs.Count > 0 && !spec.Layers.Any(Roles.IsLayer))
        {
            report(new(ErrorId.NoLayers, name, $"The model {spec.Type.Name} has no layers: add at least one, such as [Linear(64)]"));
        }

        return inputs.FirstOrDefault();
    }

    private static LoweredModel? LowerLayers(ModelSpec spec, LayerSpec? input, InputDecl? declared, List<ModelError> errors, List<MissingVariant> missing)
    {
        // After a usage fault shapes would only add noise: values are still checked.
        bool shapesKnown = declared is not null && errors.Count == 0;
        List<LayerSpec> layers = [.. spec.Layers.Where(Roles.IsLayer)];
        var lowering = new Lowering(spec.Blocks, layers) { ModelName = spec.Type.Name, Missing = missing };
        var builder = new GraphBuilder(spec.Type.Name);
        Value x = shapesKnown ? builder.Input(declared!, declared!.IsTokens ? "ids" : "x") : LayerContext.Unknown;
        if (shapesKnown)
        {
            LowerInput.Mask(x);
        }

        var state = new GraphState(builder);
        var rows = new LayerRows(builder);
        Value output = lowering.LowerSequence(new SequenceScope(state, default, "", null), layers, input, x, rows.Add);
        errors.AddRange(lowering.Errors);

        LossOp? loss = LowerHeads.Run([.. spec.Layers.Where(Roles.IsHead)], output.Type, declared, layers.LastOrDefault(), errors.Add);
        CheckParameters(spec, builder, errors.Add);
        if (errors.Count > 0 || output.IsUnknown)
        {
            return null;
        }

        Graph main = builder.Build(OwnResults.Run(builder, [output]));
        errors.AddRange(CheckNames.Run(spec, main));
        errors.AddRange(CheckTexts.Run(spec, main));
        return new(spec.Type, main, loss is null ? null : ObjectiveBuilder.Of(loss, main), rows.Rows) { Lengths = lowering.Lengths, PassedOver = spec.PassedOver, NewHeads = spec.NewHeads, Quantized = spec.Quantized };
    }
}

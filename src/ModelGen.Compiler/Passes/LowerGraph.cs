using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A graph method to a graph.</summary>
internal static class LowerGraph
{
    /// <returns>Null after an error, and where C# itself reports one.</returns>
    public static LoweredModel? Run(ModelSpec spec, GraphSpec graph, List<ModelError> errors, List<MissingVariant> missing)
    {
        if (spec.Layers.FirstOrDefault(layer => !Roles.IsHead(layer)) is { } stray)
        {
            errors.Add(new(ErrorId.InputMisplaced, stray.Source, $"The model {spec.Type.Name} has the graph method '{graph.Name}': it says all inputs and layers, so remove '{LayerText.Of(stray)}' or write it there", new(graph.Source)));
            return null;
        }

        var builder = new GraphBuilder(spec.Type.Name);
        Value[] inputs = Inputs(graph, builder, errors);
        if (GraphNames.Fault(graph, spec.Objective, spec.Objective is null ? spec.Layers.FirstOrDefault(layer => layer.Kind == "Loss") : null) is { } name)
        {
            errors.Add(name);
        }

        if (errors.Count == 0 && inputs.Length != graph.Inputs.Count)
        {
            errors.AddRange(GraphFaults.Of(graph) is { } early ? [early] : []); // otherwise C# itself reports an attribute that is half typed
            return null;
        }

        if (errors.Count > 0)
        {
            return null;
        }

        var rows = new LayerRows(builder);
        var lowering = new Lowering(spec.Blocks, [.. graph.Steps.Select(step => step.Layer)]) { ModelName = spec.Type.Name, Missing = missing };
        var steps = new GraphSteps(lowering, new SequenceScope(new GraphState(builder), default, "", null), graph) { After = rows.Add };
        IReadOnlyList<Value> outputs = steps.Run(inputs);
        errors.AddRange(lowering.Errors);
        errors.AddRange(GraphFaults.Of(graph) is { } fault ? [fault] : []);
        if (graph.Fault is not null || outputs.Any(output => output.IsUnknown))
        {
            return graph.Fault is not null || errors.Count > 0 || spec.Blocks.Count > 0 ? null : throw new System.InvalidOperationException("a layer refused its input and did not say why");
        }

        if (NoNumbers(graph, outputs) is { } wrong)
        {
            errors.Add(wrong);
            return null;
        }

        if (Reach.Nothing(graph) is { } free)
        {
            errors.Add(free);
            return null;
        }

        LossOp? loss = spec.Objective is null ? Loss(spec, graph, inputs, outputs, errors) : null;
        Lower.CheckParameters(spec, builder, errors.Add);
        if (errors.Count > 0)
        {
            return null;
        }

        Graph main = builder.Build(OwnResults.Run(builder, outputs));
        errors.AddRange(CheckNames.Run(spec, main));
        errors.AddRange(CheckTexts.Run(spec, main));
        Objective? objective = loss is not null ? ObjectiveBuilder.Of(loss, main) : spec.Objective is null ? null : LowerObjective.Run(spec, spec.Objective, main, errors);
        return new(spec.Type, main, objective, rows.Rows)
        {
            Lengths = lowering.Lengths,
            OutputNames = OutputNames(graph),
            PassedOver = spec.PassedOver,
            NewHeads = spec.NewHeads,
            Quantized = spec.Quantized,
            Entries = [.. spec.Entries.Select(entry => LowerEntry.Run(spec, graph, entry, main, errors, missing)).OfType<LoweredModel>()],
        };
    }

    /// <summary>A model returns numbers.</summary>
    internal static ModelError? NoNumbers(GraphSpec graph, IReadOnlyList<Value> outputs) => outputs.FirstOrDefault(output => output.Type.DType != DType.F32) is { } wrong
        ? new(ErrorId.WrongInput, graph.Source, $"The graph method '{graph.Name}' returns {(wrong.Type.DType == DType.Mask ? "the mask" : "the ids")} {wrong.Type.ExampleText}: a model returns numbers, such as Where(mask, a, b)")
        : null;

    public static IReadOnlyList<string> OutputNames(GraphSpec graph) => graph.Outputs.Count == 1 ? ["output"] : [.. graph.Outputs.Select(output => output.Name)];

    internal static Value[] Inputs(GraphSpec graph, GraphBuilder builder, List<ModelError> errors)
    {
        List<(InputSpec Input, InputDecl Declared)> all = [.. graph.Inputs
            .Select(input => (input, Declared: input.Declaration is null ? null : LowerInput.Run(input.Declaration, errors.Add)))
            .Where(each => each.Declared is not null).Select(each => (each.input, each.Declared!))];
        AxisNames.Check([.. all.Select(each => (each.Declared, each.Input.Declaration!))], errors.Add);
        var inputs = new List<Value>();
        foreach ((InputSpec input, InputDecl declared) in all.Zip(AxisNames.Lengths([.. all.Select(each => each.Declared)]), (each, declared) => (each.Input, declared)))
        {
            // A single one is called as a pipeline's: the same network emits the same code.
            string? name = graph.Inputs.Count > 1 ? null : declared.IsTokens ? "ids" : "x";
            inputs.Add(builder.Input(declared with { Name = CSharpNames.Unescape(input.Name) }, name));
            LowerInput.Mask(inputs[inputs.Count - 1]);
        }

        return [.. inputs];
    }

    private static LossOp? Loss(ModelSpec spec, GraphSpec graph, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs, List<ModelError> errors)
    {
        List<LayerSpec> heads = [.. spec.Layers.Where(Roles.IsHead)];
        if (heads.Count > 0 && outputs.Count > 1)
        {
            errors.Add(new(ErrorId.MisplacedHead, heads[0].Source, $"'{heads[0].Kind}' is for a model of one output, but '{graph.Name}' returns {LayerText.Number(outputs.Count)}: write the loss as a method marked [Objective]", new(graph.Source)));
            return null;
        }

        LayerSpec? last = graph.Steps.Count == 0 ? null : LastMaker(graph);
        // The steps of the output are those of one input, which may have no padding while others have.
        List<InputDecl> declared = [.. inputs.Select(input => input.Declaration!)];
        InputDecl? own = outputs[0].Type.Time is { } steps ? declared.FirstOrDefault(input => steps.Size.Equals(input.Type.Time?.Size)) : null;
        InputDecl? padded = own is null ? declared.FirstOrDefault(input => input.Padding >= 0) : own.Padding >= 0 ? own : null;
        return LowerHeads.Run(heads, outputs[0].Type, padded, last, errors.Add);
    }

    private static LayerSpec? LastMaker(GraphSpec graph)
    {
        int value = graph.Inputs.Count;
        foreach (StepSpec step in graph.Steps)
        {
            value += step.Results;
            if (value > graph.Outputs[0].Value)
            {
                return step.Layer;
            }
        }

        return null;
    }
}

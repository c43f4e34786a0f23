using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A method marked [Objective] to an objective, over the outputs and inputs of the finished graph.</summary>
internal static class LowerObjective
{
    /// <returns>Null after an error.</returns>
    public static Objective? Run(ModelSpec spec, GraphSpec objective, Graph main, List<ModelError> errors)
    {
        if (spec.Layers.FirstOrDefault(Roles.IsHead) is { } head)
        {
            errors.Add(new(ErrorId.MisplacedHead, head.Source, $"The method '{objective.Name}' says what training makes small: remove '{LayerText.Of(head)}'", new(objective.Source)));
            return null;
        }

        var builder = new ObjectiveBuilder(main, LowerGraph.OutputNames(spec.Graph!));
        if (Arguments(spec, objective, main, builder, errors) is not { } arguments)
        {
            return null;
        }

        var lowering = new Lowering(spec.Blocks, []) { ModelName = spec.Type.Name, AddLoss = builder.Add, AddMean = builder.MeanOf };
        IReadOnlyList<Value> results = new GraphSteps(lowering, new SequenceScope(new GraphState(builder.Nodes), default, "", null), objective).Run(arguments);
        errors.AddRange(lowering.Errors);
        errors.AddRange(GraphFaults.Of(objective) is { } fault ? [fault] : []);
        if (objective.Fault is not null || errors.Count > 0 || results.Count != 1)
        {
            return null;
        }

        if (builder.Nodes.Parameters.FirstOrDefault() is not null || builder.Nodes.Children.Count > 0)
        {
            errors.Add(new(ErrorId.MisplacedHead, objective.Source, $"The objective '{objective.Name}' uses a layer with parameters: those belong to the graph method"));
            return null;
        }

        Value whole = builder.Mean(results[0]);
        if (!whole.Type.Equals(TensorType.Scalar))
        {
            errors.Add(new(ErrorId.LossMismatch, objective.Source, $"The objective '{objective.Name}' is {results[0].Type.ExampleText} for each example, but must be one number: take its .Sum() or .Mean()"));
            return null;
        }

        return builder.Build(whole);
    }

    private static Value[]? Arguments(ModelSpec spec, GraphSpec objective, Graph main, ObjectiveBuilder builder, List<ModelError> errors)
    {
        GraphSpec graph = spec.Graph!;
        string[] outputs = [.. graph.Outputs.Select(output => CSharpNames.Camel(output.Name))];
        string[] inputs = [.. graph.Inputs.Select(input => input.Name)];
        var arguments = new List<Value>();
        foreach (InputSpec parameter in objective.Inputs)
        {
            if (System.Array.IndexOf(outputs, parameter.Name) is >= 0 and var output)
            {
                arguments.Add(builder.Output(output));
            }
            else if (System.Array.IndexOf(inputs, parameter.Name) is >= 0 and var input)
            {
                arguments.Add(builder.Input(input));
            }
            else if (parameter.Declaration is null)
            {
                errors.Add(new(ErrorId.NoArgument, parameter.Source, $"'{parameter.Name}' is neither an output ({string.Join(", ", outputs)}) nor an input ({string.Join(", ", inputs)}) of '{graph.Name}': a target needs an input attribute before it"));
                return null;
            }
            else if (LowerInput.Run(parameter.Declaration, errors.Add) is { } declared)
            {
                AxisNames.Check([.. graph.Inputs.Zip(main.Inputs, (known, value) => (value.Declaration!, known.Declaration!)), (declared, parameter.Declaration)], errors.Add);
                if (errors.Count > 0)
                {
                    return null;
                }

                TensorType type = Aligned(declared.Type, main);
                if (type.Axes.SelectMany(axis => axis.Size.Symbols).FirstOrDefault(symbol => !main.Inputs.Concat(main.Outputs).Any(value => value.Type.Axes.Any(axis => axis.Size.Symbols.Contains(symbol)))) is { } unknown)
                {
                    errors.Add(new(ErrorId.NoArgument, parameter.Source, $"The target '{parameter.Name}' has the size {unknown}, which no input brings: write it as the axis of an input is written"));
                    return null;
                }

                arguments.Add(builder.Target(declared with { Name = CSharpNames.Unescape(parameter.Name), Type = type }));
            }
            else
            {
                return null;
            }
        }

        return [.. arguments];
    }

    // A sequence of targets has the steps of the outputs, or else of the inputs.
    private static TensorType Aligned(TensorType target, Graph main)
    {
        Axis? steps = target.Time is null ? null : main.Outputs.Concat(main.Inputs).Select(value => value.Type.Time).FirstOrDefault(time => time is not null && (target.Time.Name.Length > 0 ? time.Name == target.Time.Name : time.Maximum == target.Time.Maximum))
            ?? main.Outputs.Concat(main.Inputs).Select(value => value.Type.Time).FirstOrDefault(time => time is not null);
        return steps is null ? target : new(target.DType, new([.. target.Axes.Select(axis => axis.Role == AxisRole.Time ? steps : axis)]));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.BatchMean;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.PaddingMask;

namespace ModelGen.Compiler.Passes;

/// <summary>Builds an objective: nodes over the outputs, inputs and targets of a model, whose graph is finished.</summary>
public sealed partial class ObjectiveBuilder
{
    /// <summary>The emitted members' parameter that brings weights of examples.</summary>
    public const string WeightsName = "weights";

    private const string Loss = "loss";

    private readonly Graph _main;
    private readonly IReadOnlyList<string> _outputNames;
    private readonly Dictionary<ArgumentSource, Value> _arguments = [];
    private readonly Dictionary<ArgumentSource, Mask> _masks = [];
    private int _targets;

    /// <param name="main">The model.</param>
    /// <param name="outputNames">As the emitted members' results are called.</param>
    public ObjectiveBuilder(Graph main, IReadOnlyList<string> outputNames)
    {
        (_main, _outputNames) = (main, outputNames);
        Nodes.Reserve(Loss);
    }

    /// <summary>Takes the objective's own nodes.</summary>
    public GraphBuilder Nodes { get; } = new("Loss");

    /// <summary>An output of the model. Where its steps are those of an input that may be padded, it has that input's mask.</summary>
    public Value Output(int index)
    {
        TensorType type = _main.Outputs[index].Type;
        return Argument(new(SourceKind.Output, index), new(CSharpNames.Camel(_outputNames[index]), type), null, PaddedAlong(type.Time));
    }

    /// <summary>An input of the model.</summary>
    public Value Input(int index)
    {
        InputDecl declared = _main.Inputs[index].Declaration!;
        ArgumentSource source = new(SourceKind.Input, index);
        return Argument(source, declared, _main.Inputs[index].Name, declared.Padding >= 0 ? (source, declared.Padding) : PaddedAlong(declared.Type.Time));
    }

    /// <summary>A further target. One of padded tokens has a mask of its own.</summary>
    /// <exception cref="InvalidOperationException">It has a length that no input of the model brings.</exception>
    public Value Target(InputDecl declaration)
    {
        HashSet<Symbol> known = [.. _main.Inputs.Concat(_main.Outputs).SelectMany(value => value.Type.Axes).SelectMany(axis => axis.Size.Symbols)];
        if (declaration.Type.Axes.SelectMany(axis => axis.Size.Symbols).FirstOrDefault(symbol => !known.Contains(symbol)) is { } unknown)
        {
            throw new InvalidOperationException($"The target {declaration.Name} has the length {unknown}, which no input brings");
        }

        ArgumentSource source = new(SourceKind.Target, _targets++);
        return Argument(source, declaration, null, declaration.Padding >= 0 ? (source, declaration.Padding) : null);
    }

    /// <summary>The weights of the examples, which means read.</summary>
    public Value Weights() => Argument(new(SourceKind.Weights), new(WeightsName, TensorType.F32(Axis.Batch)), null, null);

    /// <summary>A loss: its mean is the weighted one, and steps of padding do not count, be it the output's or the target's.</summary>
    public Value Add(LossOp loss, string name, Value output, Value target) =>
        Nodes.Add(loss, name, output, target, loss.Reduction == Reduction.Mean ? Weights() : null, (output.Mask ?? target.Mask)?.In(Nodes));

    /// <summary>The mean over the batch of what is still a number for each example.</summary>
    public Value Mean(Value value) => value.Type == TensorType.F32(Axis.Batch) ? Nodes.Add(new BatchMeanOp(), "mean", value, Weights(), null) : value;

    /// <summary>The mean over the batch of numbers of any axes; steps of padding do not count.</summary>
    public Value MeanOf(Value terms) => Nodes.Add(new BatchMeanOp(), "mean", terms, Weights(), terms.Mask?.In(Nodes));

    /// <exception cref="InvalidOperationException">The result is neither a number for the batch nor one for each example.</exception>
    public Objective Build(Value result)
    {
        Value whole = Mean(result);
        whole.Name = Loss;
        return whole.Type == TensorType.Scalar ? new(Verify.Run(Nodes.Build(whole))) : throw new InvalidOperationException($"An objective is one number for the batch, or one for each example, not {whole.Type.ExampleText}");
    }

    /// <summary>The short form: the mean loss of a model's one output.</summary>
    public static Objective Of(LossOp loss, Graph main)
    {
        var builder = new ObjectiveBuilder(main, ["output"]);
        Value output = builder.Output(0), target = builder.Target(new("target", loss.TargetOf(output.Type)));

        // By the names of the emitted members' parameters, which no layer's value may have.
        (output.Name, target.Name) = ("output", "target");
        return builder.Build(builder.Add(loss, "loss", output, target));
    }

    // The first input of these steps that may be padded, and the id of padding.
    private (ArgumentSource Ids, long Padding)? PaddedAlong(Axis? time)
    {
        int found = time is null ? -1 : _main.Inputs.ToList().FindIndex(input => input.Declaration!.Padding >= 0 && time.Size.Equals(input.Type.Time!.Size));
        return found < 0 ? null : (new(SourceKind.Input, found), _main.Inputs[found].Declaration!.Padding);
    }

    private Value Argument(ArgumentSource source, InputDecl declaration, string? name, (ArgumentSource Ids, long Padding)? padded)
    {
        if (!_arguments.TryGetValue(source, out Value? value))
        {
            value = _arguments[source] = Nodes.Input(declaration with { Source = source }, name);
            value.Name = source.Kind == SourceKind.Weights ? WeightsName : value.Name;
            value.Mask = padded is { } known ? MaskOf(known.Ids, known.Padding) : null;
        }

        return value;
    }

    // Values along the same steps share it; the ids are an argument when a loss first asks.
    private Mask MaskOf(ArgumentSource ids, long padding)
    {
        if (!_masks.TryGetValue(ids, out Mask? mask))
        {
            mask = _masks[ids] = new Mask(own => own.Add(new PaddingMaskOp(padding), "mask", ids.Kind == SourceKind.Input ? Input(ids.Index) : _arguments[ids]));
        }

        return mask;
    }
}

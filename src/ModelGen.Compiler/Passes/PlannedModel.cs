using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A model ready to be written: prediction, training, decoding; callees before callers, the model itself last.</summary>
internal sealed record PlannedModel(
    LoweredModel Model,
    IReadOnlyList<PlannedPass> Prediction,
    IReadOnlyList<PlannedTraining> Training,
    IReadOnlyList<PlannedPass> Decoding)
{
    /// <summary>What a .NET array of floats can hold, less room for alignment.</summary>
    public const long ArrayLimit = 2_147_000_000;

    /// <summary>The loss and its gradients; null without a loss.</summary>
    public PlannedLoss? Loss { get; init; }

    /// <summary>Decoding of one token of each of several texts; on targets that have it.</summary>
    public IReadOnlyList<PlannedPass> Branching { get; init; } = [];

    /// <summary>Prediction of further graph methods.</summary>
    public IReadOnlyList<PlannedModel> Entries { get; init; } = [];

    public bool CanDecode => Decoding.Count > 0;

    /// <summary>A prediction, of whichever graph method, draws random numbers.</summary>
    public bool KeepsSeed => Draws(Model.Main) || Entries.Any(entry => Draws(entry.Model.Main));

    /// <summary>Even one example of the least length does not fit one array; null for a model that can run.</summary>
    public ModelError? Fault
    {
        get
        {
            IEnumerable<Slots> scratch =
                [.. Prediction.Select(pass => pass.Frame.Scratch), .. Training.SelectMany(pass => new[] { pass.Frames.Forward.Scratch, pass.Frames.Backward.Scratch })];
            long floats = Math.Max(SavedFloats(_ => 1), scratch.Max(slots => slots.Total.Evaluate(_ => 1)));
            return floats <= ArrayLimit ? null : new(
                ErrorId.TooLarge,
                new SourceRef(Model.Type.Key, SourceRef.ClassName),
                $"One example of {Model.Type.Name} needs {LayerText.Number(floats)} numbers of memory, more than the {LayerText.Number(ArrayLimit)} that one array can hold");
        }
    }

    /// <summary>Bytes that training keeps for one example of full length.</summary>
    public long ActivationBytes => Sizes.Product(4, SavedFloats(axis => Math.Max(axis.Maximum, 1)));

    /// <summary>The backward pass reads an output of the model, or a value that shares its memory, so the output's gradient cannot lie over it.</summary>
    public bool IsRead(Value output)
    {
        PlannedTraining main = Training.Last();
        Place place = main.Frames.Forward.Places[output];
        return main.Graph.Backward.SelectMany(node => node.Inputs).Any(input =>
            input is not null && main.Frames.Backward.Places.TryGetValue(input, out Place? other) && other.Equals(place));
    }

    /// <inheritdoc cref="IsRead"/>
    public bool OutputIsRead => IsRead(Model.Main.Outputs[0]);

    /// <summary>The gradient of an output has memory of its own: what reads the output may come after it is written.</summary>
    public bool IsGradientApart(int output) => IsRead(Model.Main.Outputs[output]) || Loss is { Source.IsOnePass: false };

    /// <summary>The graph or one that it calls draws random numbers in training.</summary>
    public static bool IsRandom(Graph graph) =>
        graph.Nodes.Any(node => node.Op.IsRandom) || graph.Children.Any(child => IsRandom(child.Graph));

    /// <summary>The graph of prediction draws random numbers.</summary>
    public static bool Draws(Graph graph) =>
        graph.Nodes.Any(node => node.Op.IsRandom && node.Op.Prediction(node.Inputs).Op?.IsRandom == true) || graph.Children.Any(child => Draws(child.Graph));

    // What training keeps for one example; callees come first, and their frames are part of their callers'.
    /// <param name="length">Of an axis whose length a call brings.</param>
    private long SavedFloats(Func<Axis, long> length)
    {
        var sizes = new Dictionary<Symbol, long>();
        foreach (Axis axis in Model.Inputs.SelectMany(input => input.Type.Axes))
        {
            foreach (Symbol symbol in axis.Size.Symbols)
            {
                sizes[symbol] = symbol.Kind == SymbolKind.Batch ? 1 : length(axis);
            }
        }

        foreach (LengthDecl made in Model.Lengths)
        {
            sizes[made.Symbol] = Math.Max(made.Of(made.From.Evaluate(symbol => sizes[symbol])), 1);
        }

        long last = 0;
        foreach (PlannedTraining pass in Training)
        {
            last = pass.Frames.Forward.Saved.Total.Evaluate(symbol => sizes[symbol]);
            sizes[FrameSymbols.Saved(pass.Graph.Forward)] = last;
        }

        return last;
    }
}

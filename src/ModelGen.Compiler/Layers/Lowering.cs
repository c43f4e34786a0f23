using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The state of one lowering: blocks, their graphs, and the errors found so far.</summary>
internal sealed class Lowering(EquatableArray<BlockSpec> blocks, IReadOnlyList<LayerSpec> layers)
{
    // The compiler walks blocks by recursion, inside a compiler host whose stack is not its own.
    private const int MaximumNesting = 100;

    // Far beyond any model that could run, and few enough to be walked.
    private const long MaximumSteps = 1_000_000;

    private readonly Dictionary<string, Graph> _graphs = new(StringComparer.Ordinal);
    private readonly List<LengthDecl> _lengths = [];
    private readonly HashSet<string> _graphNames = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();

    // Blocks of which nothing new is to be said: without these a chain of blocks that each use the next one twice takes 2^n steps.
    private readonly HashSet<string> _checked = [];
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    private readonly List<ModelError> _errors = [];

    public IReadOnlyList<ModelError> Errors => _errors;

    public IReadOnlyList<LengthDecl> Lengths => _lengths;

    public string ModelName { get; init; } = "";

    /// <summary>In an objective: adds a loss of an output and a target.</summary>
    public Func<LossOp, string, Value, Value, Value>? AddLoss { get; init; }

    /// <summary>In an objective: the mean over the batch of numbers of any axes, each with its example's weight.</summary>
    public Func<Value, Value>? AddMean { get; init; }

    /// <summary>A block is judged by itself: what is in the blocks that it uses is theirs to say.</summary>
    public bool IsAlone { get; init; }

    public void Report(ModelError error)
    {
        // A block that is lowered twice has each of its faults once.
        if (!_errors.Any(known => known.Id == error.Id && known.Source == error.Source))
        {
            _errors.Add(error);
        }
    }

    /// <summary>Lowers layers one after another; calls <paramref name="after"/> with each layer's name and output.</summary>
    public Value LowerSequence(
        SequenceScope scope,
        IReadOnlyList<LayerSpec> sequence,
        LayerSpec? previous,
        Value x,
        Action<LayerSpec, LayerName, Value>? after = null)
    {
        IReadOnlyList<LayerName> names = LayerNames.Assign(sequence, error => Report(scope.User is { } user ? error with { Related = new(user) } : error));
        for (int i = 0; i < sequence.Count; i++)
        {
            LayerSpec spec = sequence[i];
            var context = new LayerContext(this, scope, spec, previous, names[i]) { Input = x };
            int before = scope.Builder.Nodes.Count;
            x = Lower(context, x);
            Mark(scope.Builder.Nodes.Skip(before), spec);
            after?.Invoke(spec, names[i], x);
            previous = spec;
        }

        return x;
    }

    public static Value Lower(LayerContext context, Value x) => LayerTable.Find(context.Spec.Kind) is { } layer
        ? context.Names(layer) ? layer.Lower(context, x) : LayerContext.Unknown
        : context.Fail(ErrorId.UnsupportedLayer, null, $"The compiler does not know the layer '{LayerText.Of(context.Spec)}' yet");

    /// <summary>Nodes know the layer that they come from; a block's own layers came first.</summary>
    public static void Mark(IEnumerable<Node> nodes, LayerSpec layer)
    {
        foreach (Node node in nodes)
        {
            node.Layer ??= layer;
        }
    }

    /// <summary>
    /// Lowers a block at the place where it is used: into the graph at hand when that is its only use, otherwise as a graph of
    /// its own that is called, so that emitted code does not grow with the number of uses.
    /// </summary>
    /// <param name="inputs">What it is called with; the first goes from copy to copy.</param>
    /// <param name="projection">What a residual block adds to the block's result, in the block's own graph.</param>
    public Value LowerBlock(LayerContext context, IReadOnlyList<Value> inputs, int count, bool isArray, Projection? projection = null)
    {
        if (context.Spec.Block is not { } key)
        {
            return LayerContext.Unknown; // C# cannot resolve the type, and says so
        }

        if (Find(key) is not { IsBlock: true } block)
        {
            return context.Fail(ErrorId.NotABlock, null, $"'{LayerText.Of(context.Spec)}' takes a class marked [Block]: {LayerText.Simple(key)} is not one");
        }

        if (_open.Contains(key))
        {
            return context.Fail(ErrorId.BlockRecursion, null, $"'{LayerText.Of(context.Spec)}' makes the block {block.Type.Name} contain itself");
        }

        if (IsAlone && _open.Count > 0)
        {
            return LayerContext.Unknown;
        }

        if (_open.Count == MaximumNesting)
        {
            return context.Fail(ErrorId.TooLarge, null, $"'{LayerText.Of(context.Spec)}' nests blocks more than {MaximumNesting} deep");
        }

        _open.Push(key);
        try
        {
            SourceRef user = context.Scope.User ?? context.Spec.Source;
            if (!CheckBlock.Heads(block, user, Report) || inputs.Any(input => input.IsUnknown))
            {
                // Values can be wrong even where shapes are unknown; the nodes go nowhere.
                if (!_checked.Add(key))
                {
                    return LayerContext.Unknown;
                }

                var nowhere = new GraphState(new GraphBuilder("nowhere"));
                Body(new SequenceScope(nowhere, default, "", user), block, null, [.. inputs.Select(_ => LayerContext.Unknown)]);
                return LayerContext.Unknown;
            }

            int wanted = block.Graph?.Inputs.Count ?? 1;
            if (inputs.Count != wanted)
            {
                return context.Fail(ErrorId.WrongInput, null, $"'{LayerText.Of(context.Spec)}' gets {LayerText.Number(inputs.Count)} inputs, but the block {block.Type.Name} takes {LayerText.Number(wanted)}");
            }

            // The parameters of a shared layer are found by their places, which a block that is called has to itself.
            bool inline = !isArray && (References(key) == 1 || context.Scope.IsShared);
            return inline
                ? Body(context.Scope.Inside(context, user), block, context.Previous, inputs, projection)
                : Call(context, block, inputs, count, isArray, user, projection);
        }
        finally
        {
            _open.Pop();
        }
    }

    /// <summary>A block's layers, one after another, or its graph.</summary>
    private Value Body(SequenceScope scope, BlockSpec block, LayerSpec? previous, IReadOnlyList<Value> inputs, Projection? projection = null)
    {
        Value y = block.Graph is { } graph
            ? new GraphSteps(this, scope, graph).Run(inputs, previous).FirstOrDefault() ?? LayerContext.Unknown
            : LowerSequence(scope, [.. block.Layers.Where(Roles.IsLayer)], previous, inputs[0]);
        return projection is null || y.IsUnknown || inputs[0].IsUnknown ? y : projection.Add(scope, inputs[0], y);
    }

    /// <summary>The layers of a block and of the blocks that it uses once, in order: as far as they are one sequence.</summary>
    public IEnumerable<LayerSpec> Flat(string? key, int depth = 0) => key is null || depth > MaximumNesting || Find(key) is not { } block
        ? []
        : block.Steps.SelectMany(layer => layer.Kind == "Use" ? Flat(layer.Block, depth + 1) : [layer]);

    private Value Call(LayerContext context, BlockSpec block, IReadOnlyList<Value> inputs, int count, bool isArray, SourceRef user, Projection? projection)
    {
        Value x = inputs[0];
        string key = string.Join("|", [block.Type.Key, projection is null ? "" : "projection", .. inputs.Select(input => $"{input.Type} {input.Type.ExampleText} {input.Mask is not null} {input.Ids?.Name}")]);
        if (!_graphs.TryGetValue(key, out Graph? graph))
        {
            if (_failed.Contains(key))
            {
                return LayerContext.Unknown;
            }

            var builder = new GraphBuilder(UniqueGraphName(block.Type.Name));
            Value[] own = [.. inputs.Select((input, i) => builder.Input(i == 0 ? "x" : block.Graph!.Inputs[i].Name, input.Type))];
            for (int i = 0; i < own.Length; i++)
            {
                Value input = own[i];
                input.Ids = inputs[i].Ids;
                input.Mask = inputs[i].Mask is null ? null : new Mask(inner => inner.MaskInput(input));
            }

            var state = new GraphState(builder);
            Value output = Body(new SequenceScope(state, default, "", user), block, context.Previous, own, projection);
            if (output.IsUnknown)
            {
                _failed.Add(key);
                return output;
            }

            graph = builder.Build(output);
            _graphs.Add(key, graph);
        }

        if (isArray && !graph.Outputs[0].Type.Equals(x.Type))
        {
            return new Value("unfit", graph.Outputs[0].Type);
        }

        if (Sizes.Product(count, graph.Steps) > MaximumSteps)
        {
            return context.Fail(ErrorId.TooLarge, "count", $"'{LayerText.Of(context.Spec)}' runs more than {MaximumSteps} operations, one after another");
        }

        ChildGraph? known = context.Scope.IsLater ? context.Builder.FindChild(new([.. context.Scope.Path, .. context.FullName.Path])) : null;
        if (known is not null && known.Graph != graph)
        {
            return context.Fail(ErrorId.SharedMismatch, null, $"'{LayerText.Of(context.Spec)}' of a shared layer gets {x.Type.ExampleText}, but {known.Graph.Inputs[0].Type.ExampleText} at its first call: a block that is repeated has parameters for one type");
        }

        var child = known ?? new ChildGraph(
            new([.. context.Scope.Path, .. context.FullName.Path]),
            ParameterDecl.Combine(context.Scope.File, context.FullName.File),
            graph,
            count,
            isArray);
        if (known is null)
        {
            context.Builder.Child(child, context.Layers);
        }

        Value?[] arguments = [.. graph.Inputs.Select((input, i) => input.Declaration!.MaskOf is >= 0 and var place ? context.Mask(inputs[place]) : inputs[i])];
        var op = new RepeatOp(child);
        Mask? later = count > 1 ? op.MaskOf(arguments, x.Type) : null;
        if (later is null || later == x.Mask)
        {
            return context.Builder.Add(op, context.Name, arguments);
        }

        Value result = context.Builder.Add(op, context.Name, [.. arguments, later.In(context.Builder)]);
        result.Mask = later;
        return result;
    }

    /// <summary>The time axis behind windows; the same one where they keep the length.</summary>
    public Axis Windows(Axis time, long padding, long span, long stride, string layer, bool extends)
    {
        if (stride == 1 && padding == span - 1)
        {
            return time;
        }

        if (time.Size.IsConstant)
        {
            long steps = Ir.Windows.Count(time.Size.Constant, padding, span, stride);
            return new Axis(AxisRole.Time, Dim.Of(steps), steps);
        }

        // What windows count depends on how much they are longer than the padding.
        LengthDecl? length = _lengths.FirstOrDefault(known => known.From.Equals(time.Size) && known.Span - known.Padding == span - padding && known.Stride == stride);
        if (length is null)
        {
            Symbol own = _lengths.FirstOrDefault(known => known.Size.Equals(time.Size))?.Base ?? time.Size.Symbols.Single();
            length = new("Steps" + LayerText.Number(_lengths.Count + 1), own, time.Size, padding, span, stride, layer, extends);
            _lengths.Add(length);
        }

        return new Axis(AxisRole.Time, length.Size, length.Of(time.Maximum));
    }

    private bool IsTaken(string type) => type == ModelName || blocks.Any(block => block.Type.Name == type);

    private BlockSpec? Find(string key) => blocks.FirstOrDefault(block => block.Type.Key == key);

    private int References(string key) =>
        layers.Count(layer => layer.Block == key) + blocks.Sum(block => block.Steps.Count(layer => layer.Block == key));

    private string UniqueGraphName(string name)
    {
        // A parameter class is called after the graph. Nested in the model's class, it must neither have that class's name nor hide a block's.
        name = CSharpNames.Pascal(CSharpNames.Unescape(name));
        string unique = name;
        for (int n = 2; IsTaken(unique + ReservedNames.ParametersSuffix) || !_graphNames.Add(unique); n++)
        {
            unique = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }
}

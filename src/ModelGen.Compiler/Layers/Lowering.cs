using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
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

    private readonly Dictionary<(string Key, TensorType Input, bool HasMask), Graph> _graphs = [];
    private readonly List<LengthDecl> _lengths = [];
    private readonly HashSet<string> _graphNames = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();

    // Blocks of which nothing new is to be said: without these a chain of blocks that each use the next one twice takes 2^n steps.
    private readonly HashSet<string> _checked = [];
    private readonly HashSet<(string Key, TensorType Input)> _failed = [];

    private readonly List<ModelError> _errors = [];

    public IReadOnlyList<ModelError> Errors => _errors;

    public IReadOnlyList<LengthDecl> Lengths => _lengths;

    public string ModelName { get; init; } = "";

    public long Vocabulary { get; init; } = 1;

    /// <summary>The id that stands for padding, or -1.</summary>
    public long Padding { get; init; } = -1;

    public bool HasPadding => Padding >= 0;

    public bool HasSegments { get; init; }

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
            var context = new LayerContext(this, scope, spec, previous, names[i]);
            int before = scope.Builder.Nodes.Count;
            x = LayerTable.Find(spec.Kind) is { } layer
                ? context.Names(layer) ? layer.Lower(context, x) : LayerContext.Unknown
                : context.Fail(ErrorId.UnsupportedLayer, null, $"The compiler does not know the layer '{LayerText.Of(spec)}' yet");
            foreach (Node node in scope.Builder.Nodes.Skip(before))
            {
                node.Layer ??= spec; // a block's own layers came first
            }

            after?.Invoke(spec, names[i], x);
            previous = spec;
        }

        return x;
    }

    /// <summary>
    /// Lowers a block at the place where it is used: into the graph at hand when that is its only use, otherwise as a graph of
    /// its own that is called, so that emitted code does not grow with the number of uses.
    /// </summary>
    public Value LowerBlock(LayerContext context, Value x, int count, bool isArray)
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
            if (!CheckBlock.Heads(block, user, Report) || x.IsUnknown)
            {
                // Values can be wrong even where shapes are unknown; the nodes go nowhere.
                if (!_checked.Add(key))
                {
                    return LayerContext.Unknown;
                }

                var nowhere = new GraphState(new GraphBuilder("nowhere"));
                LowerSequence(new SequenceScope(nowhere, default, "", user), [.. block.Layers.Where(Roles.IsLayer)], null, LayerContext.Unknown);
                return LayerContext.Unknown;
            }

            bool inline = !isArray && References(key) == 1;
            return inline
                ? LowerSequence(context.Scope.Inside(context, user), [.. block.Layers], context.Previous, x)
                : Call(context, block, x, count, isArray, user);
        }
        finally
        {
            _open.Pop();
        }
    }

    private Value Call(LayerContext context, BlockSpec block, Value x, int count, bool isArray, SourceRef user)
    {
        if (!_graphs.TryGetValue((block.Type.Key, x.Type, x.Mask is not null), out Graph? graph))
        {
            if (_failed.Contains((block.Type.Key, x.Type)))
            {
                return LayerContext.Unknown;
            }

            var builder = new GraphBuilder(UniqueGraphName(block.Type.Name));
            Value input = builder.Input("x", x.Type);
            input.Mask = x.Mask is null ? null : new Mask(own => own.MaskInput(input));
            var state = new GraphState(builder);
            Value output = LowerSequence(new SequenceScope(state, default, "", user), [.. block.Layers], context.Previous, input);
            if (output.IsUnknown)
            {
                _failed.Add((block.Type.Key, x.Type));
                return output;
            }

            graph = builder.Build(output);
            _graphs.Add((block.Type.Key, x.Type, x.Mask is not null), graph);
        }

        if (isArray && !graph.Outputs[0].Type.Equals(x.Type))
        {
            return new Value("unfit", graph.Outputs[0].Type);
        }

        if (Sizes.Product(count, graph.Steps) > MaximumSteps)
        {
            return context.Fail(ErrorId.TooLarge, "count", $"'{LayerText.Of(context.Spec)}' runs more than {MaximumSteps} operations, one after another");
        }

        var child = new ChildGraph(
            new([.. context.Scope.Path, .. context.FullName.Path]),
            ParameterDecl.Combine(context.Scope.File, context.FullName.File),
            graph,
            count,
            isArray);
        context.Builder.Child(child, context.Layers);
        Value?[] arguments = [.. graph.Inputs.Select(input => input.Declaration!.MaskOf < 0 ? x : context.Mask(x))];
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
    public Axis Windows(Axis time, long padding, long span, long stride, string layer)
    {
        if (stride == 1 && padding == span - 1)
        {
            return time;
        }

        LengthDecl? length = _lengths.FirstOrDefault(known => known.From.Equals(time.Size) && known.Padding == padding && known.Span == span && known.Stride == stride);
        if (length is null)
        {
            Symbol own = _lengths.FirstOrDefault(known => known.Size.Equals(time.Size))?.Base ?? time.Size.Symbols.Single();
            length = new("Steps" + LayerText.Number(_lengths.Count + 1), own, time.Size, padding, span, stride, layer, HasPadding);
            _lengths.Add(length);
        }

        return new Axis(AxisRole.Time, length.Size, length.Of(time.Maximum));
    }

    private bool IsTaken(string type) => type == ModelName || blocks.Any(block => block.Type.Name == type);

    private BlockSpec? Find(string key) => blocks.FirstOrDefault(block => block.Type.Key == key);

    private int References(string key) =>
        layers.Count(layer => layer.Block == key) + blocks.Sum(block => block.Layers.Count(layer => layer.Block == key));

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

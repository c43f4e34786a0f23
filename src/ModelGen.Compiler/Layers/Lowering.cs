using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The state of one lowering: blocks, their graphs, and the errors found so far.</summary>
internal sealed partial class Lowering(EquatableArray<BlockSpec> blocks, IReadOnlyList<LayerSpec> layers)
{
    // The compiler walks blocks by recursion, inside a compiler host whose stack is not its own.
    private const int MaximumNesting = 100;

    // Far beyond any model that could run, and few enough to be walked.
    private const long MaximumSteps = 1_000_000;

    private EquatableArray<BlockSpec> _blocks = blocks;
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

    /// <summary>Of the names of lengths.</summary>
    public string LengthPrefix { get; init; } = "";

    /// <summary>The names of graphs of blocks that are known already, by the places of the blocks.</summary>
    public IReadOnlyDictionary<string, string>? Children { get; init; }

    /// <summary>In an objective: adds a loss of an output and a target.</summary>
    public Func<LossOp, string, Value, Value, Value>? AddLoss { get; init; }

    /// <summary>In an objective: the mean over the batch of numbers of any axes, each with its example's weight.</summary>
    public Func<Value, Value>? AddMean { get; init; }

    /// <summary>Blocks that ask for sizes and were not read for the types that they meet.</summary>
    public List<MissingVariant> Missing { get; init; } = [];

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
            // Of the length itself or of a multiple of it, which has one symbol too.
            Symbol symbol = time.Size.Symbols.Single(), own = _lengths.FirstOrDefault(known => known.Size.Equals(Dim.Of(symbol)))?.Base ?? symbol;
            length = new(LengthPrefix + "Steps" + LayerText.Number(_lengths.Count + 1), own, time.Size, padding, span, stride, layer, extends);
            _lengths.Add(length);
        }

        return new Axis(AxisRole.Time, length.Size, length.Of(time.Maximum));
    }

    private bool IsTaken(string type) => type == ModelName || _blocks.Any(block => block.Type.Name == type);

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

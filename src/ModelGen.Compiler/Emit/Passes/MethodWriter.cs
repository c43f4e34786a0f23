using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>
/// The body of one emitted method: values become buffers cut from the method's frames at their first use.
/// </summary>
/// <param name="results">The parameters that receive the results: <c>output</c> or <c>inputGradient</c>.</param>
internal sealed class MethodWriter
{
    private readonly CodeWriter _code;
    private readonly Frame _frame;
    private readonly IReadOnlyList<string> _results;
    private readonly HashSet<string> _declared = [];
    private readonly List<(string Name, string Region, Dim Offset, Dim Size)> _pending = [];
    private readonly HashSet<Symbol> _frameSizes = [];

    public MethodWriter(CodeWriter code, Graph graph, Frame frame, IReadOnlyList<string> results, string passName, PassFormat format)
    {
        (_code, Graph, _frame, _results, Format, Pass) = (code, graph, frame, results, format, passName);
        Calls = new CallWriter(this, code, passName);
    }

    public Graph Graph { get; }

    public PassFormat Format { get; }

    /// <summary>The pass: <c>Predict</c>, <c>Forward</c>, <c>Step</c>.</summary>
    public string Pass { get; }

    public CallWriter Calls { get; }

    /// <summary>Each step of the tokens is of a text of its own, and all stand at one place.</summary>
    public bool IsBranching => Pass == PassFormat.Branch;

    /// <summary>The longest sequence: the length of a decoder's caches.</summary>
    public long Context => Format.Context;

    /// <summary>The sizes of called blocks' saved frames that the text mentions.</summary>
    public IEnumerable<Symbol> FrameSizes => _frameSizes.OrderBy(symbol => symbol.Name, StringComparer.Ordinal);

    public bool CallsBlocks { get; private set; }

    public void Body(Segment segment)
    {
        HashSet<string> outside = [.. _declared];
        Action<Node> emit = Format.Target.Emit(this);
        foreach (Node node in segment.Nodes)
        {
            CallsBlocks |= node.Op.Callee is not null;
            emit(node);
        }

        foreach ((Value value, int result) in segment.Copies.Select(copy => (copy.Value, copy.Result)))
        {
            Call($"{value.Name} {value.Type.SizesText}", Format.Target.Copy, [.. Format.Target.ContextArguments.Take(1), Use(value), _results[result], value.Type.Count.ToString()]);
        }

        foreach (int result in segment.Zeros)
        {
            _code.Line($"// no output depends on {Graph.Inputs[result].Name}");
            _code.Line(Format.Target.Clear(_results[result]) + ";");
        }

        if (segment.Condition is not null)
        {
            _declared.IntersectWith(outside); // what its braces hold is not known behind them
        }
    }

    /// <summary>Declares values ahead of the braces in which they are written.</summary>
    public void Ahead(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            Use(value);
        }

        Declare();
    }

    /// <summary>The C# expression for a value, declared before it is used.</summary>
    public string Use(Value value) => Find(value) ?? throw new InvalidOperationException($"{value} has no place");

    /// <summary>A statistic that nobody may want: the argument by its name when it is left out.</summary>
    public string Use(Value value, string argument) => Find(value) ?? argument + ": default";

    /// <summary>An input that may be absent.</summary>
    public string Use(Node node, int input, string argument) => node.Has(input) ? Use(node.Input(input)) : argument + ": default";

    public bool IsPlaced(Value value) => value.Parameter is not null || _frame.Places.ContainsKey(value);

    /// <summary>The second buffer of a repeated block.</summary>
    public string Temporary(Node node, int output = 0) => Use(_frame.Temporaries[node][output]);

    public CallSlots CallSlots(Node call) => _frame.Calls[call];

    /// <summary>A piece of the saved region, declared under a name.</summary>
    public string SavedSlot(string name, int slot)
    {
        Declare(name, "saved", _frame.Saved.Offset(slot), _frame.Saved.Size(slot));
        return name;
    }

    /// <summary>The size of a called block's saved frame, as a local variable.</summary>
    public string FrameSize(Graph callee)
    {
        Symbol symbol = FrameSymbols.Saved(callee);
        _frameSizes.Add(symbol);
        return symbol.Name;
    }

    /// <summary>The key and value cache of an attention.</summary>
    public (string Keys, string Values) Cache(Op op)
    {
        long size = Format.Context * op.CacheWidth / 2;
        long offset = CacheSizes.Offset(Graph, op, Format.Context);
        string range = Literals.Int(size);
        string slice = Format.Target.Slice;
        return ($"cache.{slice}({Literals.Int(offset)}, {range})", $"cache.{slice}({Literals.Int(offset + size)}, {range})");
    }

    /// <summary>The keys and values of an attention that branches have of their own.</summary>
    public (string Keys, string Values) BranchRows(Op op)
    {
        long size = op.CacheWidth / 2, offset = CacheSizes.Offset(Graph, op, context: 1);
        return ($"branches.Rows({Literals.Int(offset)}, {Literals.Int(size)})", $"branches.Rows({Literals.Int(offset + size)}, {Literals.Int(size)})");
    }

    /// <summary>Where a decoder's tokens stand.</summary>
    public string Position => IsBranching ? "branches.Position" : "position";

    /// <summary>Sequences and their steps, for a kernel that counts places. Tokens of branches stand at one place each.</summary>
    public (string Sequences, string Steps) Steps(string sequences, string steps, bool atPosition) => atPosition && IsBranching ? ($"{sequences} * {steps}", "1") : (sequences, steps);

    /// <inheritdoc cref="Steps(string, string, bool)"/>
    public string[] Steps(Node node, bool atPosition)
    {
        (string sequences, string steps) = Steps(NodeText.Batch(node), NodeText.Time(node), atPosition);
        return [sequences, steps];
    }

    /// <summary>What the next statements are about, and the spans that they need.</summary>
    public void Begin(string comment)
    {
        _code.Line($"// {comment}");
        Declare();
    }

    public void Call(string comment, string method, params string[] arguments)
    {
        Begin(comment);
        _code.Call(method, arguments);
    }

    private string? Find(Value value)
    {
        if (value.Parameter is { } parameter)
        {
            return Format.Target.Value(parameter.Member);
        }

        if (!_frame.Places.TryGetValue(value, out Place? place))
        {
            return null;
        }

        switch (place.Region)
        {
            case Region.Argument:
                return place.Argument;
            case Region.Result:
                return _results[place.Slot];
            case var _ when _declared.Contains(value.Name):
                return value.Name; // offsets are sums of polynomials: computed for the declaration alone
            case Region.Cache:
                Declare(value.Name, "cache", Dim.Of(CacheSizes.Offset(Graph, place.Kept!, Format.Context)), value.Type.Count);
                return value.Name;
            default:
                Slots slots = place.Region == Region.Saved ? _frame.Saved : _frame.Scratch;
                Declare(value.Name, place.Region == Region.Saved ? "saved" : "scratch", slots.Offset(place.Slot), value.Type.Count);
                return value.Name;
        }
    }

    private void Declare(string name, string region, Dim offset, Dim size)
    {
        if (!_declared.Add(name))
        {
            return;
        }

        _pending.Add((name, region, offset, size));
        foreach (Symbol symbol in offset.Symbols.Concat(size.Symbols))
        {
            if (symbol.Kind == SymbolKind.Frame)
            {
                _frameSizes.Add(symbol);
            }
        }
    }

    private void Declare()
    {
        foreach ((string name, string region, Dim offset, Dim size) in _pending)
        {
            _code.Line($"{Format.Target.Floats} {name} = {region}.{Format.Target.Slice}({offset}, {size});");
        }

        _pending.Clear();
    }
}

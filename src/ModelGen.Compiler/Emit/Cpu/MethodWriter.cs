using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>
/// The body of one emitted method: values become spans cut from the method's frames at their first use.
/// </summary>
/// <param name="resultName">The parameter that receives the result: <c>output</c> or <c>inputGradient</c>.</param>
internal sealed class MethodWriter
{
    private readonly CodeWriter _code;
    private readonly Frame _frame;
    private readonly string _resultName;
    private readonly HashSet<string> _declared = [];

    public MethodWriter(CodeWriter code, Graph graph, Frame frame, string resultName, string passName, PassFormat format)
    {
        (_code, Graph, _frame, _resultName, Format) = (code, graph, frame, resultName, format);
        Calls = new CallWriter(this, code, passName);
    }

    public Graph Graph { get; }

    public PassFormat Format { get; }

    public CallWriter Calls { get; }

    /// <summary>The longest sequence: the length of a decoder's caches.</summary>
    public long Context => Format.Context;

    public void Body(IReadOnlyList<Node> nodes)
    {
        var emitter = new KernelEmitter(this);
        foreach (Node node in nodes)
        {
            node.Op.Emit(emitter, node);
        }
    }

    /// <summary>The C# expression for a value, declared before it is used.</summary>
    public string Use(Value value)
    {
        if (value.Parameter is { } parameter)
        {
            return $"p.{parameter.Member}.Value";
        }

        if (!_frame.Places.TryGetValue(value, out Place? place))
        {
            return "default"; // a statistic that nobody reads
        }

        switch (place.Region)
        {
            case Region.Argument:
                return place.Argument;
            case Region.Result:
                return _resultName;
            default:
                Slots slots = place.Region == Region.Saved ? _frame.Saved : _frame.Scratch;
                Declare(value.Name, place.Region == Region.Saved ? "saved" : "scratch", slots.Offset(place.Slot), value.Type.Count);
                return value.Name;
        }
    }

    public string UseOrDefault(Node node, int input) => node.Has(input) ? Use(node.Input(input)) : "default";

    /// <summary>The second buffer of a repeated block.</summary>
    public string Temporary(Node node) => Use(_frame.Temporaries[node]);

    public CallSlots CallSlots(Node call) => _frame.Calls[call];

    /// <summary>A piece of the saved region, declared under a name.</summary>
    public string SavedSlot(string name, int slot)
    {
        Declare(name, "saved", _frame.Saved.Offset(slot), _frame.Saved.Size(slot));
        return name;
    }

    /// <summary>The key and value cache of an attention.</summary>
    public (string Keys, string Values) Cache(CachedAttentionOp op)
    {
        long size = Format.Context * op.Heads.KeyValueWidth;
        long offset = CacheSizes.Offset(Graph, op, Format.Context);
        string range = Literals.Int(size);
        return ($"cache.Slice({Literals.Int(offset)}, {range})", $"cache.Slice({Literals.Int(offset + size)}, {range})");
    }

    public void Statement(string code, string comment = "")
    {
        if (comment.Length > 0)
        {
            _code.Line("// " + comment);
        }

        _code.Line(code);
    }

    public void CopyToResult(Value value) =>
        Statement($"Cpu::ElementwiseKernels.Copy(team, {Use(value)}, {_resultName}, {value.Type.Count});", $"{value.Name} {value.Type.SizesText}");

    private void Declare(string name, string region, Dim offset, Dim size)
    {
        if (_declared.Add(name))
        {
            _code.Line($"var {name} = {region}.Slice({offset}, {size});");
        }
    }
}

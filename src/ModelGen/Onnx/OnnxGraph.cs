using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Onnx;

/// <summary>An ONNX graph that grows node by node, called by the <c>ExportOnnx</c> of emitted code: each layer of a model is a method, whose arguments and result are names of values.</summary>
/// <remarks>Operators are those of https://onnx.ai/onnx/operators. Shapes in the documentation are those of the values; B and T stay free.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class OnnxGraph
{
    private const string Microsoft = "com.microsoft";

    private readonly string _name;
    private readonly OnnxOptions _options;
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _inputs = [];
    private readonly List<ProtoMessage> _outputs = [];
    private readonly List<ProtoMessage> _presents = [];
    private readonly List<OnnxTensor> _tensors = [];
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, (string Value, bool IsNumber)> _columns = [];
    private readonly Dictionary<string, string> _known = [];
    private readonly Stack<string> _scopes = [];

    /// <summary>An empty graph.</summary>
    /// <param name="name">The model's class.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The opset is not one that can be written.</exception>
    public OnnxGraph(string name, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_name, _options) = (name, options ?? new OnnxOptions());
        if (_options.Opset is < OnnxOpset.Oldest or > OnnxOpset.Newest)
            throw new ArgumentOutOfRangeException(nameof(options), _options.Opset, $"OnnxOptions.Opset must be from {OnnxOpset.Oldest} to {OnnxOpset.Newest}");
    }

    /// <summary>Names from here on begin with the place of a block, until <see cref="Leave"/>.</summary>
    public void Enter(string place) => _scopes.Push(_scopes.Count == 0 ? place : _scopes.Peek() + "." + place);

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave() => _scopes.Pop();

    /// <summary>An input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isIds">Ids, which are 64-bit integers in the file, instead of numbers.</param>
    /// <param name="axes">A number for a fixed size, a name for a free one.</param>
    public string Input(string name, bool isIds, params string[] axes)
    {
        if (_options.Pipeline is { } pipeline && !name.StartsWith("past.", StringComparison.Ordinal)) return Columns(pipeline, name, isIds, axes);
        _taken.Add(name);
        _inputs.Add(Description(name, isIds ? OnnxType.Int64 : OnnxType.Float, axes));
        return name;
    }

    /// <summary>An output: <paramref name="value"/> under its public name.</summary>
    public void Output(string name, string value, params string[] axes)
    {
        if (!_taken.Add(name)) throw new ArgumentException($"The graph has a value '{name}' already", nameof(name));
        if (_options.Pipeline is { } pipeline) value = Inverted(pipeline.Targets, value);
        Write("Identity", [value], [name]);
        _outputs.Add(Description(name, OnnxType.Float, axes));
    }

    /// <summary>Appends an operator with one result.</summary>
    private string Node(string op, string[] inputs, params OnnxAttribute[] attributes) => Node(op, Lower(op), inputs, attributes);

    private string Node(string op, string wanted, string[] inputs, params OnnxAttribute[] attributes)
    {
        string output = Fresh(wanted);
        Write(op, inputs, [output], attributes);
        return output;
    }

    private string[] Nodes(string op, string[] inputs, int outputs, params OnnxAttribute[] attributes)
    {
        string[] names = new string[outputs];
        for (int i = 0; i < outputs; i++) names[i] = Fresh(Lower(op));
        Write(op, inputs, names, attributes);
        return names;
    }

    private void Write(string op, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        Need(OnnxOpset.Since(op, inputs.Length), op, outputs[0]);
        _nodes.Add(Description(op, inputs, outputs, attributes));
    }

    /// <exception cref="ArgumentException">The file is to have an older set of operators.</exception>
    private void Need(int opset, string op, string value)
    {
        if (opset > _options.Opset) throw new ArgumentException($"Opset {_options.Opset} has no {op}, which computes '{value}' and came with opset {opset}: set OnnxOptions.Opset to {opset} or more", "options");
    }

    // NodeProto.
    private static ProtoMessage Description(string op, string[] inputs, string[] outputs, OnnxAttribute[] attributes)
    {
        ProtoMessage node = new();
        foreach (string input in inputs) node.Text(1, input);
        foreach (string output in outputs) node.Text(2, output);
        node.Text(3, outputs[0]).Text(4, op);
        foreach (OnnxAttribute attribute in attributes) node.Message(5, attribute.Message);
        return node;
    }

    /// <summary>A name that no value has: <c>layers.0.softmax_2</c>.</summary>
    private string Fresh(string wanted)
    {
        string name = _scopes.Count == 0 ? wanted : _scopes.Peek() + "." + wanted, unique = name;
        for (int n = 2; !_taken.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
        return unique;
    }

    private static string Lower(string op) => char.ToLowerInvariant(op[0]) + op[1..];

    // ValueInfoProto.
    private static ProtoMessage Description(string name, OnnxType type, string[] axes)
    {
        ProtoMessage shape = new();
        foreach (string axis in axes)
        {
            shape.Message(1, long.TryParse(axis, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? new ProtoMessage().Int(1, size) : new ProtoMessage().Text(2, axis));
        }

        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, new ProtoMessage().Int(1, (long)type).Message(2, shape)));
    }
}

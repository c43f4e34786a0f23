using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Calls of kernels of the runtime library, as ops write them; and the texts of arguments that several ops have.</summary>
/// <param name="expressions">Collects what the passes need.</param>
internal sealed class CpuCalls(MethodWriter method, CpuExpressions expressions)
{
    public MethodWriter Method { get; } = method;

    public CpuExpressions Expressions { get; } = expressions;

    /// <inheritdoc cref="MethodWriter.Use(Value)"/>
    public string Use(Value value) => Method.Use(value);

    /// <inheritdoc cref="MethodWriter.Use(Value, string)"/>
    public string Use(Value value, string argument) => Method.Use(value, argument);

    /// <inheritdoc cref="MethodWriter.Use(Node, int, string)"/>
    public string Use(Node node, int input, string argument) => Method.Use(node, input, argument);

    /// <summary>A weight matrix as a kernel takes it that reads floats or small numbers.</summary>
    public string Matrix(Value value) => value.Parameter is { } parameter ? $"p.{parameter.Member}.Matrix" : Use(value);

    public bool IsPlaced(Value value) => Method.IsPlaced(value);

    /// <summary>Calls a kernel, with the node's shapes in a comment.</summary>
    public void Call(Node node, string kernel, params string[] arguments) => Method.Call(NodeText.Comment(node), "Cpu::" + kernel, ["team", .. arguments]);

    public string Gradient(Value parameter) => $"p.{parameter.Parameter!.Member}.Gradient";

    /// <summary>For a kernel that leaves out what is frozen.</summary>
    public string WantedGradient(Value parameter) => $"p.{parameter.Parameter!.Member}.WantedGradient";

    /// <summary>Where the first row stands.</summary>
    public string[] Start(bool atPosition) => atPosition ? ["startPosition: " + Position] : [];

    /// <inheritdoc cref="MethodWriter.Position"/>
    public string Position => Method.Position;

    /// <inheritdoc cref="MethodWriter.Steps(Node, bool)"/>
    public string[] Steps(Node node, bool atPosition) => Method.Steps(node, atPosition);

    /// <summary>The mask of padding, where the node has one.</summary>
    public string[] Mask(Node node, int input) => node.Has(input) ? ["mask: " + Use(node.Input(input))] : [];

    /// <summary>The key of a stream of random numbers.</summary>
    public string Key(int site) => $"Cpu::CounterRandom.Derive(key, {Literals.Int(site)})";

    /// <summary>[outer, channels, inner]: the pixels of an image, one value of a feature.</summary>
    public string[] Channels(TensorType type) => type.IsImage
        ? [type.Axes[0].Size.ToString(), "channels: " + type.Axes[1].Size, "inner: " + NodeText.Area(type)]
        : [type.Rows.ToString(), "channels: " + type.Last.Size, "inner: 1"];
}

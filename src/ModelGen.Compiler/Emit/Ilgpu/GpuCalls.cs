using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>Launches as ops write them, each with its shapes in a comment: of a kernel of the support code, or of one with the model's constants.</summary>
/// <param name="tensors">For a pass in 16 bits.</param>
internal sealed class GpuCalls(MethodWriter method, KernelSet kernels, TensorPlan? tensors = null)
{
    private const string Empty = "device.Empty";

    public MethodWriter Method { get; } = method;

    public KernelSet Kernels { get; } = kernels;

    public TensorPlan? Tensors { get; } = tensors;

    /// <inheritdoc cref="MethodWriter.Use(Value)"/>
    public string Use(Value value) => Method.Use(value);

    public bool IsPlaced(Value value) => Method.IsPlaced(value);

    /// <summary>A kernel of the support code.</summary>
    public void Call(Node node, string kernel, params string[] arguments) => Method.Call(NodeText.Comment(node), "Gpu::" + kernel, ["device", .. arguments]);

    /// <summary>A kernel with constants.</summary>
    public void Launch(Node node, IKernel kernel, params string[] arguments) => Method.Call(NodeText.Comment(node), Kernels.Use(kernel), ["device", .. arguments]);

    /// <summary>An input that a kernel has no parameter for where it is absent.</summary>
    public string[] If(Node node, int input) => node.Has(input) ? [Use(node.Input(input))] : [];

    /// <summary>An input that may be empty.</summary>
    public string Optional(Node node, int input) => node.Has(input) ? Use(node.Input(input)) : Empty;

    public string Gradient(Value parameter) => $"weights.Gradient(p.{parameter.Parameter!.Member})";

    /// <summary>Where the first row stands.</summary>
    public string[] Start(bool atPosition) => atPosition ? ["position"] : [];

    /// <summary>The key of a stream of random numbers.</summary>
    public string Key(int site) => $"Cpu::CounterRandom.Derive(key, {Literals.Int(site)})";
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
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

    /// <summary>The weights that a loss reads are each row's share of the mean, which the host found: of a model with one loss and nothing else.</summary>
    public bool SharesAreGiven { get; init; } = true;

    /// <inheritdoc cref="MethodWriter.Use(Value)"/>
    public string Use(Value value) => Method.Use(value);

    public bool IsPlaced(Value value) => Method.IsPlaced(value);

    /// <summary>A kernel of the support code.</summary>
    public void Call(Node node, string kernel, params string[] arguments) => Method.Call(NodeText.Comment(node), "Gpu::" + kernel, ["device", .. arguments]);

    /// <summary>A kernel with constants.</summary>
    public void Launch(Node node, IKernel kernel, params string[] arguments) => Method.Call(NodeText.Comment(node), Kernels.Use(kernel), ["device", .. arguments]);

    /// <summary>An activation that stands in the epilogue of a product on other targets.</summary>
    public void Activate(Activation activation, string before, string after, string count) =>
        Method.Call(activation.ToString().ToLowerInvariant(), "Gpu::ElementwiseKernels.Activation", "device", "Gpu::GpuMath." + activation, before, after, count);

    /// <summary>Adds to the gradient of a convolution's biases.</summary>
    public void BiasGradient(Value dy, Value bias, string examples, string channels, string pixels) =>
        Method.Call("the biases", "Gpu::ConvolutionKernels.BackwardBias", "device", Use(dy), Gradient(bias), examples, channels, pixels);

    /// <summary>The positions that a table of angles needs: those of the node's sequence, or of a decoder's cache.</summary>
    public long Positions(Value sequence) => System.Math.Max(Method.Context, sequence.Type.Axes[1].Maximum);

    /// <summary>An input that a kernel has no parameter for where it is absent.</summary>
    public string[] If(Node node, int input) => node.Has(input) ? [Use(node.Input(input))] : [];

    /// <summary>An input that may be empty.</summary>
    public string Optional(Node node, int input) => node.Has(input) ? Use(node.Input(input)) : Empty;

    /// <summary>The numbers behind the first so many axes.</summary>
    public static string Each(Value x, int axes) => Product(x.Type.Axes.Skip(axes));

    /// <summary>How many numbers of x share one of the mask's.</summary>
    public static string Step(Value x, Node node, int mask) => node.Has(mask) ? Each(x, node.Input(mask).Type.Axes.Count) : "1";

    public static string Product(IEnumerable<Axis> axes) => axes.Aggregate(Dim.Of(1), (count, axis) => count * axis.Size).ToString();

    /// <summary>A result that may be unwanted.</summary>
    public string IfPlaced(Value value) => IsPlaced(value) ? Use(value) : Empty;

    /// <summary>[outer, channels, inner]: the pixels of an image, one value of a feature.</summary>
    public string[] Channels(TensorType type) => type.IsImage
        ? [type.Axes[0].Size.ToString(), type.Axes[1].Size.ToString(), NodeText.Area(type)]
        : [type.Rows.ToString(), type.Last.Size.ToString(), "1"];

    public string Gradient(Value parameter) => $"weights.Gradient(p.{parameter.Parameter!.Member})";

    /// <summary>Where the first row stands.</summary>
    public string[] Start(bool atPosition) => atPosition ? [Method.Position] : [];

    /// <inheritdoc cref="MethodWriter.Steps(Node, bool)"/>
    public string[] Steps(Node node, bool atPosition) => Method.Steps(node, atPosition);

    /// <summary>The key of a stream of random numbers.</summary>
    public string Key(int site) => $"Cpu::CounterRandom.Derive(key, {Literals.Int(site)})";
}

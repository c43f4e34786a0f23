using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>
/// y = act(norm(x) · Wᵀ + b) + residual of one row; gated: y = silu(first half) · second half.
/// Inputs: x, weight [out, in], bias, residual, the norm's gain and bias, each but the first two or null.
/// </summary>
internal sealed class RowProductOp(Activation activation, RowNorm? norm, bool isGated) : Op, IIlgpuOp
{
    public Activation Activation { get; } = activation;

    public RowNorm? Norm { get; } = norm;

    public bool IsGated { get; } = isGated;

    public override string Name => "row_product";

    public override string Describe() => $"{Activation}{(Norm is null ? "" : Norm.HasMean ? ", layer norm" : ", rms norm")}{(IsGated ? ", gated" : "")}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        long rows = inputs[1]!.Type.Axes[0].Size.Constant;
        return [inputs[0]!.Type.WithLast(Axis.Feature(IsGated ? rows / 2 : rows))];
    }

    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        var kernel = new RowProductKernel(Extent(node.Input(1), 0), Extent(node.Input(1), 1), node.Has(2), Activation, Norm, IsGated, node.Has(3));
        if (gpu.Tensors is not null && kernel.CanNarrow)
        {
            gpu.Launch(node, new TensorRowProduct(kernel),
                ["tensors", gpu.Use(node.Input(0)), "p." + node.Input(1).Parameter!.Member, .. gpu.If(node, 2), gpu.Use(node.Output), .. gpu.If(node, 3), .. gpu.If(node, 4), .. gpu.If(node, 5)]);
            return;
        }

        gpu.Launch(node, kernel, [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), .. gpu.If(node, 2), gpu.Use(node.Output), .. gpu.If(node, 3), .. gpu.If(node, 4), .. gpu.If(node, 5)]);
    }
}

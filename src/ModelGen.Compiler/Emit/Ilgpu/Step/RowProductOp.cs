using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>
/// y = act(norm(x) · Wᵀ + b) + residual of one row; gated: y = silu(first half) · second half.
/// Inputs: x, weight [out, in], bias, residual, the norm's gain and bias, each but the first two or null.
/// </summary>
internal sealed class RowProductOp(Activation activation, RowNorm? norm, bool isGated) : StepOp
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

    protected override void Emit(OpEmitter emitter, Node node) => emitter.RowProduct(this, node);
}

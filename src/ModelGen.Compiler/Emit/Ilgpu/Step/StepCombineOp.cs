using System.Collections.Generic;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>Joins what the splits of a <see cref="StepAttentionOp"/> found.</summary>
internal sealed class StepCombineOp(AttentionText text, TensorType type) : Op, IIlgpuOp
{
    public AttentionText Text { get; } = text;

    public override string Name => "step_combine";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(type.Last.Size.Constant == Text.Heads.QueryWidth && inputs[0]!.Type.Extent(1) == Text.Heads.Count, inputs);
        return [type];
    }

    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Launch(node, new StepCombineKernel(Text), gpu.Use(node.Input(0)), gpu.Use(node.Output), "position");
}

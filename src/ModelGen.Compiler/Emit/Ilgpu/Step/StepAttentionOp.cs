using System.Collections.Generic;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>One query over a cache, which it extends, split over the keys. Input: packed [q | k | v]. Output: what each split found.</summary>
internal sealed class StepAttentionOp(CachedAttentionOp attention, AttentionText text) : Op, IIlgpuOp
{
    /// <summary>Names the cache.</summary>
    public CachedAttentionOp Attention { get; } = attention;

    public AttentionText Text { get; } = text;

    public override string Name => "step_attention";

    public override string Describe() => Attention.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) =>
        [TensorType.F32(Axis.Batch, Axis.Plain(Text.Heads.Count), Axis.Plain(StepAttentionKernel.PartialSize(Text)))];

    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (string keys, string values) = gpu.Method.Cache(Attention);
        gpu.Launch(node, new StepAttentionKernel(Text), gpu.Use(node.Input(0)), keys, values, gpu.Use(node.Output), "position");
    }
}

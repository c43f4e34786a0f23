using System.Collections.Generic;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>One query over a cache, which it extends, split over the keys. Input: packed [q | k | v]. Output: what each split found.</summary>
internal sealed class StepAttentionOp(CachedAttentionOp attention, AttentionText text) : StepOp
{
    /// <summary>Names the cache.</summary>
    public CachedAttentionOp Attention { get; } = attention;

    public AttentionText Text { get; } = text;

    public override string Name => "step_attention";

    public override string Describe() => Attention.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) =>
        [TensorType.F32(Axis.Batch, Axis.Plain(Text.Heads.Count), Axis.Plain(StepAttentionKernel.PartialSize(Text)))];

    protected override void Emit(OpEmitter emitter, Node node) => emitter.StepAttention(this, node);
}

using System.Collections.Generic;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>One query over a cache, which it extends, split over the keys. Input: packed [q | k | v]. Output: what each split found.</summary>
/// <param name="branches">Each step is a text of its own, and extends its branch.</param>
internal sealed class StepAttentionOp(CachedAttentionOp attention, AttentionText text, bool branches) : Op, IIlgpuOp
{
    /// <summary>Names the cache.</summary>
    public CachedAttentionOp Attention { get; } = attention;

    public AttentionText Text { get; } = text;

    public override string Name => "step_attention";

    public override string Describe() => Attention.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) =>
        [TensorType.F32([Axis.Batch, .. branches ? [inputs[0]!.Type.Axes[1]] : new Axis[0], Axis.Plain(Text.Heads.Count), Axis.Plain(StepAttentionKernel.PartialSize(Text))])];

    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (string keys, string values) = gpu.Method.Cache(Attention);
        if (branches)
        {
            (string ownKeys, string ownValues) = gpu.Method.BranchRows(Attention);
            gpu.Launch(node, new StepAttentionKernel(Text, branches), gpu.Use(node.Input(0)), keys, values, ownKeys, ownValues, gpu.Use(node.Output), "branches", NodeText.Time(node));
            return;
        }

        gpu.Launch(node, new StepAttentionKernel(Text), gpu.Use(node.Input(0)), keys, values, gpu.Use(node.Output), "position");
    }
}

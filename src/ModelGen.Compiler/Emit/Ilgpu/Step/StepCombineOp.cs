using System.Collections.Generic;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>Joins what the splits of a <see cref="StepAttentionOp"/> found.</summary>
internal sealed class StepCombineOp(AttentionText text, TensorType type, bool branches) : Op, IIlgpuOp
{
    public AttentionText Text { get; } = text;

    public override string Name => "step_combine";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(type.Last.Size.Constant == Text.Heads.QueryWidth && inputs[0]!.Type.Extent(branches ? 2 : 1) == Text.Heads.Count, inputs);
        return [type];
    }

    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Launch(node, new StepCombineKernel(Text, branches), [gpu.Use(node.Input(0)), gpu.Use(node.Output), gpu.Method.Position, .. branches ? [NodeText.Time(node)] : new string[0]]);
}

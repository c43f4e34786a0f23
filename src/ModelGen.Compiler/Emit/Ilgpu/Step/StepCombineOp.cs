using System.Collections.Generic;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>Joins what the splits of a <see cref="StepAttentionOp"/> found.</summary>
internal sealed class StepCombineOp(AttentionText text, TensorType type) : StepOp
{
    public AttentionText Text { get; } = text;

    public override string Name => "step_combine";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [type];

    protected override void Emit(OpEmitter emitter, Node node) => emitter.StepCombine(this, node);
}

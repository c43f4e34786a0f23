using System.Collections.Generic;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>The last step of a sequence of one: [B, T, F] with T = 1 is [B, F].</summary>
internal sealed class OnlyRowOp : Op, IIlgpuOp
{
    public override string Name => "only_row";

    public override bool IsAlias => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.F32(inputs[0]!.Type.Axes[0], inputs[0]!.Type.Last)];

    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Method.Begin(NodeText.Alias(node));
}

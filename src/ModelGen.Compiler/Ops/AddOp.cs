using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

/// <summary>y = a + b for operands of one type.</summary>
public sealed class AddOp : Op
{
    public override int MayOverwrite => 0;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [outputGradient, outputGradient];
    public override string Name => "add";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.Add(this, node);
}

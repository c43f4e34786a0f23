using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Copy;

/// <summary>The same values in memory of their own: what a model returns whose layers only rename its input.</summary>
public sealed partial class CopyOp : Op
{
    public override string Name => "copy";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [outputGradient];

    public override Dim Flops(Node node) => Dim.Zero;
}

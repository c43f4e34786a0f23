using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Cosine;

/// <summary>da = dy (b / (|a| |b|) - y a / |a|²), and db alike. Inputs: dy, a, b. Outputs: da, db.</summary>
public sealed partial class CosineGradientOp : GradientOp
{
    public override string Name => "cosine_backward";

    public override string OutputSuffix(int output) => output == 0 ? "" : "Other";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Equals(RowStatistic(inputs[1]!.Type)), inputs);
        return [inputs[1]!.Type, inputs[2]!.Type];
    }
}

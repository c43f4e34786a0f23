using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.InfoNce;

/// <summary>The gradients with respect to a and b; similarities are computed again. Inputs: dy, a, b. Outputs: da, db.</summary>
public sealed partial class InfoNceGradientOp(InfoNceOp loss) : GradientOp
{
    public InfoNceOp Loss { get; } = loss;

    public override string Name => "info_nce_backward";

    public override string Describe() => Loss.Describe();

    public override string OutputSuffix(int output) => output == 0 ? "" : "Other";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type == RowStatistic(inputs[1]!.Type) && inputs[2]!.Type == inputs[1]!.Type, inputs);
        return [inputs[1]!.Type, inputs[2]!.Type];
    }
}

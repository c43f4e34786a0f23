using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ParameterGradient;

/// <summary>Adds into the gradient of a parameter that stands in formulas as itself. Inputs: the gradient, the parameter.</summary>
public sealed partial class ParameterGradientOp : GradientOp
{
    public override bool HasEffect => true;

    public override string Name => "parameter_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[1]!.Parameter is not null && inputs[0]!.Type.Equals(inputs[1]!.Type), inputs);
        return [];
    }
}

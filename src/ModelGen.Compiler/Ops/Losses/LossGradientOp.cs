using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>The gradient of a loss with respect to its output (argument 0) or its target (1). Inputs: the loss's gradient, then those of the loss.</summary>
public sealed partial class LossGradientOp(LossOp loss, int argument) : GradientOp
{
    public LossOp Loss { get; } = loss;

    public int Argument { get; } = argument;

    public override string Name => Loss.Name + "_backward";

    public override string Describe() => string.Join(", ", new[] { Loss.Describe(), Argument == 0 ? "" : "of the target" }.Where(text => text.Length > 0));

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Value?[] own = [.. inputs.Skip(1)];
        Require(inputs[0]!.Type == Loss.InferTypes(own)[0] && !(Argument == 1 && Loss.TakesIds), inputs);
        return [own[Argument]!.Type];
    }
}

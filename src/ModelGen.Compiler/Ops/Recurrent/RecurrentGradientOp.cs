using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>The gradient of a recurrent layer with respect to its projected input, and for Gru, where it differs, to what the state adds. Inputs: dy, weight, mask or null, states, gates and cells (null for Rnn).</summary>
public sealed partial class RecurrentGradientOp(RecurrentOp forward) : GradientOp
{
    public RecurrentOp Forward { get; } = forward;

    public override string Name => "recurrent_backward";

    public override string OutputSuffix(int output) => output == 0 ? "" : "State";

    public override string Describe() => Forward.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType dy, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(dy.Last.Size.Constant == weight.Extent(1), inputs);
        TensorType projected = dy.WithFeatures(weight.Extent(0));
        return Forward.Kind == RecurrentKind.Gru ? [projected, projected] : [projected];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * ((2 * Forward.Hidden) + 8);
}

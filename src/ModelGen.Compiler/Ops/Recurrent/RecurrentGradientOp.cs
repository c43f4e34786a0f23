using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>The gradient of a recurrent layer with respect to its projected input, and for Gru, where it differs, to what the state adds. Inputs: dy, weight, mask or null, states, gates and cells (null for Rnn).</summary>
public sealed partial class RecurrentGradientOp(RecurrentOp forward, TensorType type) : GradientOp
{
    public RecurrentOp Forward { get; } = forward;

    public TensorType Type { get; } = type;

    public override string Name => "recurrent_backward";

    public override string OutputSuffix(int output) => output == 0 ? "" : "State";

    public override string Describe() => Forward.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => Forward.Kind == RecurrentKind.Gru ? [Type, Type] : [Type];

    public override Dim Flops(Node node) => Type.Count * ((2 * Forward.Hidden) + 8);
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>
/// The gradient of a recurrent layer with respect to its projected input, for Gru, where it differs, to what the state adds, and to what it began at. Inputs: dy or null, weight, mask or null,
/// states, gates and cells (null for Rnn); and, or left out, the gradient of the cells, the state and the cell that it began at, each or null.
/// </summary>
public sealed partial class RecurrentGradientOp(RecurrentOp forward) : GradientOp
{
    public RecurrentOp Forward { get; } = forward;

    public override string Name => "recurrent_backward";

    public override string OutputSuffix(int output) => (output, Forward.Kind) switch
    {
        (0, _) => "",
        (1, RecurrentKind.Gru) => "State",
        (1, _) or (2, RecurrentKind.Gru) => "Start",
        _ => "StartCell",
    };

    public override string Describe() => Forward.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType y, TensorType weight) = (inputs[3]!.Type, inputs[1]!.Type);
        Require((inputs[0] is null || inputs[0]!.Type.Equals(y)) && y.Last.Size.Constant == weight.Extent(1) && (inputs[2] is null || inputs[2]!.Type.Axes.SequenceEqual(y.Axes.Take(2))), inputs);
        TensorType projected = y.WithFeatures(weight.Extent(0));
        List<TensorType> types = Forward.Kind == RecurrentKind.Gru ? [projected, projected] : [projected];
        for (int start = 7; start < inputs.Count; start++)
        {
            types.AddRange(inputs[start] is { } value ? [value.Type] : []);
        }

        return types;
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * ((2 * Forward.Hidden) + 8);
}

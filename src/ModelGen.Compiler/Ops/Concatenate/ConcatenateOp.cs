using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Ops.Concatenate;

/// <summary>Values one behind another along an axis; all other axes are equal. Inputs: two or more.</summary>
/// <param name="axis">Counted from the batch; -1: the last.</param>
public sealed partial class ConcatenateOp(int axis = -1) : Op
{
    public int Axis { get; } = axis;

    public override string Name => "concatenate";

    public override string Describe() => Axis < 0 ? "" : "axis " + Axis.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType first = inputs[0]!.Type;
        int along = Along(first);
        Require(inputs.Count > 1 && inputs.All(input => With(input!.Type, along, first.Axes[along]).Equals(first)), inputs);
        Axis whole = first.Axes[along] with
        {
            Size = inputs.Aggregate(Dim.Zero, (sum, input) => sum + input!.Type.Axes[along].Size),
            Maximum = inputs.Any(input => input!.Type.Axes[along].Maximum > 0) ? inputs.Sum(input => System.Math.Max(input!.Type.Axes[along].Maximum, input.Type.Axes[along].Size.Constant)) : 0,
        };
        return [With(first, along, whole)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        int along = Along(node.Output.Type);
        Dim start = Dim.Zero;
        var gradients = new List<Value?>();
        foreach (Value input in node.Inputs.Select(input => input!))
        {
            gradients.Add(input.Type.DType == DType.F32 ? builder.Add(new SliceOp(along, start, input.Type.Axes[along]), input.GradientName(), outputGradient) : null);
            start += input.Type.Axes[along].Size;
        }

        return gradients;
    }

    // Of what each step has.
    public override bool IsRowByRowOver(Node node, System.Func<Value, bool> isConstant) => Along(node.Output.Type) >= 2;

    public override Dim Flops(Node node) => Dim.Zero;

    private int Along(TensorType type) => Axis < 0 ? type.Axes.Count - 1 : Axis;

    private static TensorType With(TensorType type, int along, Axis axis) => along < type.Axes.Count ? new(type.DType, new([.. type.Axes.Select((each, i) => i == along ? axis : each)])) : type;

    /// <summary>Each input with its place in the result.</summary>
    private IEnumerable<(Value Input, Move Move)> Moves(Node node)
    {
        int along = Along(node.Output.Type);
        Dim start = Dim.Zero;
        foreach (Value input in node.Inputs.Select(input => input!))
        {
            yield return (input, Move.Part(input.Type, node.Output.Type, along, start, fromWhole: false));
            start += input.Type.Axes[along].Size;
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Places;

/// <summary>Each number is its own place along an axis, from 0. Input: a value that brings the sizes that a call decides.</summary>
/// <param name="type">Of the result.</param>
/// <param name="axis">Counted from the batch.</param>
/// <param name="atPosition">The first step stands at the decoder's position instead of 0.</param>
public sealed partial class PlacesOp(TensorType type, int axis, bool atPosition = false) : Op
{
    public TensorType Type { get; } = type;

    public int Axis { get; } = axis;

    public bool AtPosition { get; } = atPosition;

    public override string Name => "places";

    public override string Describe() => $"axis {Axis}" + (AtPosition ? ", at position" : "");

    public override bool IsRowByRow => true;

    // Places are of the row, not of a text.
    public override bool KeepsTextsApart(Node node) => false;

    public override Op Decoding(int slot) => Type.Axes[Axis].Role == AxisRole.Time ? new PlacesOp(Type, Axis, atPosition: true) : this;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Type.DType == DType.F32 && Axis < Type.Axes.Count && Type.Axes.All(each => each.Size.IsConstant || From(inputs[0]!.Type, each) >= 0), inputs);
        return [Type];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];

    public override Dim Flops(Node node) => Dim.Zero;

    /// <summary>Where an axis of the input has this size.</summary>
    private static int From(TensorType like, Axis axis) => like.Axes.ToList().FindIndex(each => each.Size.Equals(axis.Size));
}

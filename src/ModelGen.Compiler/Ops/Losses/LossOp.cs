using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>
/// A loss of an output and its targets. Inputs: output, target; the weight of each example [B] or -, which the mean alone reads; the padding mask [B, T] or -: steps of padding do not count.
/// </summary>
public abstract partial class LossOp(Reduction reduction) : Op
{
    public Reduction Reduction { get; } = reduction;

    /// <summary>Targets are class ids, one for each row of logits.</summary>
    public virtual bool TakesIds => false;

    /// <summary>Targets are numbers from 0 to 1.</summary>
    public virtual bool TakesProbabilities => false;

    /// <summary>Outputs are logits: the loss makes probabilities of them.</summary>
    public bool Classifies => TakesIds || TakesProbabilities;

    /// <summary>The class id that does not count; of what takes none it says nothing.</summary>
    public virtual long IgnoreIndex => -100;

    /// <summary>The weight of each class; none: 1 for each.</summary>
    public virtual EquatableArray<double> ClassWeights => default;

    /// <summary>The outputs that it takes, in words.</summary>
    public virtual string Takes => "of floats";

    /// <summary>The targets of an output: ids without the last axis, or numbers of the output's own shape.</summary>
    public TensorType TargetOf(TensorType output) => TakesIds ? new(DType.I32, new([.. output.Axes.Take(output.Axes.Count - 1)])) : output;

    public virtual bool Fits(TensorType output) => output.DType == DType.F32;

    public override string Describe() => Reduction == Reduction.Mean ? "" : Reduction.ToString().ToLowerInvariant();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Check(inputs);
        TensorType target = TargetOf(inputs[0]!.Type);
        return [Reduction switch { Reduction.Mean => TensorType.Scalar, Reduction.Sum => TensorType.F32(target.Axes[0]), _ => new(DType.F32, target.Axes) }];
    }

    /// <summary>Nodes for both arguments; of class ids there is no gradient.</summary>
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
    [
        builder.Add(new LossGradientOp(this, argument: 0), node.Input(0).GradientName(), [outputGradient, .. node.Inputs]),
        TakesIds ? null : builder.Add(new LossGradientOp(this, argument: 1), node.Input(1).GradientName(), [outputGradient, .. node.Inputs]),
        null,
        null,
    ];

    // A loss is a number for a step or an example; it is no sequence.
    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;

    /// <exception cref="System.InvalidOperationException">The inputs do not belong together.</exception>
    internal void Check(IReadOnlyList<Value?> inputs)
    {
        TensorType output = inputs[0]!.Type;
        Require(Fits(output) && inputs[1]!.Type == TargetOf(output), inputs);
        Require(inputs[2] is not { } weights || weights.Type == TensorType.F32(output.Axes[0]), inputs);
        Require(inputs[3] is not { } mask || (mask.Type.DType == DType.Mask && output.HasTime && mask.Type.Axes.SequenceEqual(output.Axes.Take(2))), inputs);
    }
}

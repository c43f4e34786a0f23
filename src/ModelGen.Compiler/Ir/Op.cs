using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Ir;

/// <summary>One operation on tensors: its fields, its type rule, its gradient rule; what a target makes of it stands beside it, in its room of Ops. Immutable; the wiring is in the node.</summary>
public abstract class Op
{
    /// <summary>What the graph printer shows.</summary>
    public abstract string Name { get; }

    /// <summary>The types of the outputs, from those of the inputs, which a layer has already checked: others are a bug of the compiler.</summary>
    /// <exception cref="InvalidOperationException">The inputs do not belong together.</exception>
    public abstract IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs);

    /// <summary>
    /// Appends the nodes that compute the gradients of the inputs from those of the outputs, and the nodes that add into the
    /// gradients of parameters.
    /// </summary>
    /// <returns>One per input; null for parameters and whatever takes no gradient.</returns>
    public virtual IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => throw new InvalidOperationException($"{Name} has no gradient");

    /// <summary>The same for an op of which others than the first output may be read: <c>LstmWithState</c>, <c>Split</c>.</summary>
    /// <param name="outputGradients">One per output; null for one that the result does not depend on, but never all of them.</param>
    public virtual IReadOnlyList<Value?> Gradient(Node node, IReadOnlyList<Value?> outputGradients, GraphBuilder builder) =>
        outputGradients.Skip(1).All(gradient => gradient is null)
            ? Gradient(node, outputGradients[0]!, builder)
            : throw new InvalidOperationException($"{Name} has no gradient for outputs after the first");

    /// <summary>Appends nodes of other ops that compute the same: for targets that do not have the op itself.</summary>
    /// <returns>The results, each of another value; null for an op that is not made of others.</returns>
    public virtual IReadOnlyList<Value>? Decompose(Node node, GraphBuilder builder) => null;

    /// <summary>The input that the first output may be written over, or -1.</summary>
    public virtual int MayOverwrite => -1;

    /// <summary>The input that the CPU reads as a weight matrix, which may be of small numbers; -1: none.</summary>
    public virtual int MatrixInput => -1;

    /// <summary>The first output is the first input under another shape: no code, no memory.</summary>
    public virtual bool IsAlias => false;

    /// <summary>The op in prediction, and what it takes of the inputs; no op: there is nothing to do, and the result is the first of them.</summary>
    public virtual (Op? Op, IReadOnlyList<Value?> Inputs) Prediction(IReadOnlyList<Value?> inputs) => (this, inputs);

    /// <summary>No row of the result depends on a later row, so that token-by-token decoding may contain the op.</summary>
    public virtual bool IsRowByRow => false;

    /// <summary>The same of a node some of whose inputs do not change while a decoder generates: they are no rows.</summary>
    public virtual bool IsRowByRowOver(Node node, Func<Value, bool> isConstant) => IsRowByRow;

    /// <summary>Where texts stand side by side in one row (<see cref="Mask.HasTexts"/>), each step knows of its own text alone.</summary>
    public virtual bool KeepsTextsApart(Node node) => IsRowByRowOver(node, _ => false);

    /// <summary>The op in decoding, where rows stand behind those of a cache.</summary>
    /// <param name="slot">How many ops of the graph before it have a cache.</param>
    public virtual Op Decoding(int slot) => this;

    /// <summary>The numbers of a token that decoding keeps.</summary>
    public virtual long CacheWidth => 0;

    /// <summary>Draws random numbers in training.</summary>
    public virtual bool IsRandom => false;

    /// <summary>The block that the op calls.</summary>
    public virtual ChildGraph? Callee => null;

    /// <summary>A call of another version of the block.</summary>
    public virtual Op Calling(ChildGraph child) => this;

    /// <summary>Has an effect beyond its outputs: adds into gradients of parameters.</summary>
    public virtual bool HasEffect => false;

    /// <summary>Which steps of a result are real: by default those of the first input that has the same steps.</summary>
    public virtual Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) =>
        inputs.FirstOrDefault(input => input?.Mask is not null && input.Type.Time!.Equals(output.Time))?.Mask;

    /// <summary>Added to the value's name for outputs after the first: <c>Mean</c>.</summary>
    public virtual string OutputSuffix(int output) => output == 0 ? "" : output.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The fields, as the graph printer shows them: <c>heads = 6, causal</c>.</summary>
    public virtual string Describe() => "";

    /// <summary>Multiply-adds counted as two, for all rows of the given node.</summary>
    public virtual Dim Flops(Node node) => node.Output.Type.Count;

    private protected void Require(bool isRight, IReadOnlyList<Value?> inputs)
    {
        if (!isRight)
        {
            throw new InvalidOperationException($"{Name} does not take ({string.Join(", ", inputs.Select(input => input?.Type.ToString() ?? "-"))})");
        }
    }

    /// <summary>One number per row: what norms save.</summary>
    private protected static TensorType RowStatistic(TensorType x)
    {
        var axes = new Axis[x.Axes.Count - 1];
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = x.Axes[i];
        }

        return TensorType.F32(axes);
    }

    private protected static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

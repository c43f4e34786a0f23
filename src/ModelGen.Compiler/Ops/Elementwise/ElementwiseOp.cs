using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Elementwise;

/// <summary>
/// A function of numbers, element by element: an activation, a sum, a mask, or a chain of them. An operand whose axes are a subset of the others', in their order, counts for all of what it lacks.
/// Gradients read inputs, not the result, so that a function can become the epilogue of the product before it and a chain need not keep what lies between its ends.
/// </summary>
public sealed partial class ElementwiseOp(Expression expression) : Op
{
    private static readonly Dictionary<Expression, Activation> s_slopes = Functions.All.Where(function => function.Activation != Activation.None)
        .ToDictionary(function => Derivative.Of(Expression.Of(function), 0)!.Value.Expression, function => function.Activation);

    public ElementwiseOp(Function function, params double[] constants) : this(Expression.Of(function, constants))
    {
    }

    public Expression Expression { get; } = expression;

    /// <summary>Of a backward pass.</summary>
    public bool IsGradient { get; init; }

    /// <summary>The function alone, as products know it.</summary>
    public Activation Activation => Expression.Single?.Activation ?? Activation.None;

    /// <summary>The first input times this function's derivative at the second.</summary>
    public Activation Slope => s_slopes.TryGetValue(Expression, out Activation activation) ? activation : Activation.None;

    /// <summary>a + b.</summary>
    public bool IsSum => Expression.Single == Functions.Add;

    // An element is read before it is written, and by nobody else.
    public override int MayOverwrite => 0;

    public override string Name => Expression.Single is { } function ? NodeName(function.Name) : Slope != Activation.None ? NodeName(Slope.ToString()) + "_backward" : "elementwise";

    public override string Describe() => Expression.Single is not null ? string.Join(", ", Expression.Constants.Select(Number)) : Slope != Activation.None ? "" : Expression.ToString();

    public override bool IsRowByRow => true;

    public override Dim Flops(Node node) => node.Output.Type.Count * System.Math.Max(Expression.FunctionCount, 1);

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [.. node.Inputs.Select((input, i) => Gradient(node, i, input!, outputGradient, builder))];

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs.Count == Expression.InputCount, inputs);
        TensorType whole = inputs.Select(input => input!.Type).OrderByDescending(type => type.Axes.Count).First();
        Require(inputs.All(input => input!.Type.Equals(whole)), inputs);
        return [new(Expression.IsMask ? DType.Mask : DType.F32, whole.Axes)];
    }

    private Value? Gradient(Node node, int index, Value input, Value outputGradient, GraphBuilder builder)
    {
        if (input.Type.DType != DType.F32 || Derivative.Of(Expression, index) is not { } derivative)
        {
            return null;
        }

        Value[] all = [outputGradient, .. node.Inputs.Select(value => value!)];
        Value[] read = [.. derivative.Inputs.Select(i => all[i])];
        return derivative.Expression.Result.Function is null ? outputGradient : builder.Add(new ElementwiseOp(derivative.Expression) { IsGradient = true }, input.GradientName(), read);
    }

    // LeakyRelu is leaky_relu.
    private static string NodeName(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

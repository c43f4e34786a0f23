using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

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
    public bool IsSum => Expression.Single == Functions.Add && Expression.InputCount == 2;

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
        TensorType whole = Whole(inputs);
        Require(inputs.All(input => input!.Type.DType != DType.I32 && Broadcast.Places(input.Type, whole) is not null), inputs);
        return [new(Expression.IsMask ? DType.Mask : DType.F32, whole.Axes)];
    }

    /// <summary>How the operands lie in the result.</summary>
    public static Broadcast Layout(Node node) => Broadcast.Of([.. node.Inputs.Select(input => input!.Type)], node.Output.Type);

    /// <summary>Every operand has all of the result's axes.</summary>
    public static bool IsUniform(Node node) => node.Inputs.All(input => input!.Type.Axes.Equals(node.Output.Type.Axes));

    private static TensorType Whole(IReadOnlyList<Value?> inputs) => inputs.Select(input => input!.Type).OrderByDescending(type => type.Axes.Count).First();

    private Value? Gradient(Node node, int index, Value input, Value outputGradient, GraphBuilder builder)
    {
        if (input.Type.DType != DType.F32 || Derivative.Of(Expression, index) is not { } derivative)
        {
            return null;
        }

        Value[] all = [outputGradient, .. node.Inputs.Select(value => value!)];
        Value[] read = [.. derivative.Inputs.Select(i => all[i])];
        Value gradient = derivative.Expression.Result.Function is null ? outputGradient : builder.Add(new ElementwiseOp(derivative.Expression) { IsGradient = true }, input.GradientName(), read);

        // An operand that counted for all of the axes that it lacks gets the sum over them. Steps of padding have a gradient of 0 where nobody reads them.
        IReadOnlyList<int> own = Broadcast.Places(input.Type, gradient.Type)!;
        return ReduceOp.Over(builder, ReduceKind.Sum, gradient, [.. Enumerable.Range(0, gradient.Type.Axes.Count).Except(own)], input.GradientName());
    }

    // LeakyRelu is leaky_relu.
    private static string NodeName(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

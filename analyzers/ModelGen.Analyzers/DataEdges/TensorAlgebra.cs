using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Functions of each element: <c>x / 255f</c>, <c>Tensor.Add(x, y)</c>. Two tensors meet from their last axes on; where one has 1, or no axis more, it is repeated.</summary>
internal static class TensorAlgebra
{
    /// <summary>Functions of the static class that give a tensor and take no lengths and no axes.</summary>
    public static Value? Function(Call call)
    {
        if (!Api.IsTensor(call.Method!.ReturnType) || call.Arguments.Any(argument => !IsOperand(argument.Parameter?.Type, call.Method)))
        {
            return null;
        }

        IArgumentOperation[] tensors = [.. call.Arguments.Where(argument => Api.IsTensor(argument.Parameter?.Type))];
        return tensors.Length switch
        {
            1 => New(call.Value(tensors[0].Parameter!.Name)),
            2 => Both(call.Value(tensors[0].Parameter!.Name), call.Value(tensors[1].Parameter!.Name), call.Operation.Syntax, tensors[1].Value.Syntax, call.Name, call.Report),
            _ => null,
        };
    }

    public static Value? Binary(IBinaryOperation binary, Value? left, Value? right, Action<Edge>? report)
    {
        bool isLeft = Api.IsTensor(binary.LeftOperand.Type), isRight = Api.IsTensor(binary.RightOperand.Type);
        return isLeft && isRight ? Both(left, right, binary.Syntax, binary.RightOperand.Syntax, binary.OperatorKind.ToString(), report)
            : isLeft ? New(left)
            : isRight ? New(right)
            : null;
    }

    /// <summary>A tensor, or one number for all its elements.</summary>
    private static bool IsOperand(ITypeSymbol? type, IMethodSymbol method) =>
        Api.IsTensor(type) || (method.TypeArguments.Length > 0 && SymbolEqualityComparer.Default.Equals(type, method.TypeArguments[0]));

    private static TensorValue? Both(Value? left, Value? right, SyntaxNode made, SyntaxNode at, string name, Action<Edge>? report)
    {
        if (left is not TensorValue { Shape: var a } || right is not TensorValue { Shape: var b })
        {
            return null;
        }

        int rank = Math.Max(a.Rank, b.Rank);
        List<Size> axes = [];
        for (int axis = 0; axis < rank; axis++)
        {
            Size one = Axis(a, axis - (rank - a.Rank)), other = Axis(b, axis - (rank - b.Rank));
            if (one.IsNumber && other.IsNumber && one != other && one != Size.Of(1) && other != Size.Of(1))
            {
                report?.Invoke(new Edge(ErrorId.TensorReshape, at, $"{a} and {b} do not go together in {name}: axis {axis} is {one} and {other}"));
                return null;
            }

            axes.Add(one == Size.Of(1) ? other : other == Size.Of(1) || one == other ? one : one.IsNumber ? one : other.IsNumber ? other : Size.Unknown);
        }

        return new TensorValue(new Shape(axes), default, made);
    }

    /// <summary>A tensor of the same shape with elements of its own.</summary>
    public static Value? New(Value? operand) => operand is TensorValue tensor ? tensor with { Items = default, Ids = null, Layout = Layout.Unknown } : null;

    private static Size Axis(Shape shape, int axis) => axis < 0 ? Size.Of(1) : shape[axis];
}

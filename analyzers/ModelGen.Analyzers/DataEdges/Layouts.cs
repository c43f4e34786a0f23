using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>How the values of a tensor lie in memory, where that is certain.</summary>
internal enum Layout
{
    Unknown,

    /// <summary>One behind the other, as a tensor is made.</summary>
    Dense,

    /// <summary>With others between them, or in another order: of a slice, or after axes changed places.</summary>
    Strided,
}

/// <summary>What <c>Tensor.Reshape</c> refuses though the number of values is right.</summary>
internal static class Layouts
{
    /// <summary>Up to and with 10.0.15 a reshape may only put in axes of 1 where the tensor has one: what such an axis strides over is stored as 0.</summary>
    private const int FirstThatForgetsAxesOfOne = 11;

    /// <summary>Of a part of a tensor: with others between its values where less than all of an axis behind another is taken.</summary>
    public static Layout Sliced(TensorValue whole, Shape part)
    {
        bool isCut = whole.Layout == Layout.Dense && Enumerable.Range(1, whole.Shape.Rank - 1).Any(axis =>
            part[axis].IsBelow(whole.Shape[axis]) && part.Axes.Take(axis).Any(before => Size.Of(1).IsBelow(before)));
        return isCut ? Layout.Strided : Layout.Unknown;
    }

    public static Layout Permuted(TensorValue tensor, IReadOnlyList<int> order)
    {
        int[] moving = [.. order.Where(axis => Size.Of(1).IsBelow(tensor.Shape[axis]))];
        return tensor.Layout == Layout.Dense && moving.Zip(moving.Skip(1), (a, b) => a > b).Any(isBack => isBack) ? Layout.Strided : Layout.Unknown;
    }

    /// <summary>Why a reshape throws, and the call that has to come before it; null where nothing is known against it.</summary>
    public static (string Why, string Call)? Refusal(ITypeSymbol? type, TensorValue tensor, Shape wanted)
    {
        Shape shape = tensor.Shape;
        bool hasOne = shape.Axes.Any(axis => axis == Size.Of(1));
        if (tensor.Layout == Layout.Unknown || shape.Axes.SequenceEqual(wanted.Axes))
        {
            return null;
        }

        if (tensor.Layout == Layout.Strided)
        {
            return shape.Axes.All(axis => Size.Of(1).IsBelow(axis)) ? ("its values do not lie one behind the other", "ToDenseTensor()") : null;
        }

        return hasOne && type?.ContainingAssembly is { Identity.Version.Major: < FirstThatForgetsAxesOfOne } && !OnlyAdds(shape, wanted)
            ? ("System.Numerics.Tensors 10 refuses it where an axis is 1", "Squeeze()") : null;
    }

    /// <summary>Whether only axes of 1 are put in, or that is not known.</summary>
    private static bool OnlyAdds(Shape shape, Shape wanted)
    {
        int next = 0;
        foreach (Size size in wanted.Axes)
        {
            if (next < shape.Rank && !size.Differs(shape[next]))
            {
                next++;
            }
            else if (size.Differs(Size.Of(1)))
            {
                return false;
            }
        }

        return next == shape.Rank || !Size.Of(1).IsBelow(shape.Count); // one value alone may drop axes
    }
}

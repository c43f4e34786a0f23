using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>The axes of a tensor; of a tensor whose number of axes is not known there is no shape.</summary>
internal readonly record struct Shape(EquatableArray<Size> Axes)
{
    public Shape(IEnumerable<Size> axes) : this(new EquatableArray<Size>([.. axes]))
    {
    }

    public int Rank => Axes.Count;

    public Size this[int axis] => Axes[axis];

    /// <summary>The number of elements.</summary>
    public Size Count => Axes.Aggregate(Size.Of(1), (product, axis) => product * axis);

    public static Shape? Join(Shape left, Shape right) => left.Rank == right.Rank ? new Shape(left.Axes.Zip(right.Axes, Size.Join)) : null;

    /// <summary>The shape with axes in another order; null for something that is no order.</summary>
    public Shape? Permute(IReadOnlyList<int> order)
    {
        Shape self = this;
        return order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, Rank)) ? new Shape(order.Select(axis => self[axis])) : null;
    }

    /// <summary>Of the first axis that is not the same in all turns of a loop.</summary>
    public Turns? Turns => Axes.Select(axis => axis.Turns).FirstOrDefault(turns => turns is not null);

    /// <summary>The same without what its axes are turn by turn.</summary>
    public Shape Plain => Turns is null ? this : Map(size => size.Plain);

    public Shape Insert(int axis, Size size) => new(Axes.Take(axis).Append(size).Concat(Axes.Skip(axis)));

    public Shape RemoveAt(int axis) => new(Axes.Where((_, i) => i != axis));

    public Shape With(int axis, Size size) => new(Axes.Select((old, i) => i == axis ? size : old));

    public Shape Map(System.Func<Size, Size> map) => new(Axes.Select(map));

    public override string ToString() => "[" + string.Join(", ", Axes) + "]";
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.CumulativeSum;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Flip;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.Tile;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Tests.Emitted;

/// <summary>Definitions of what works along axes, number by number.</summary>
/// <param name="size">Of an axis.</param>
internal sealed partial class GraphAxes(Func<Dim, int> size)
{
    public int[] Sizes(TensorType type) => [.. type.Axes.Select(axis => size(axis.Size))];

    /// <summary>Operands by the axes that they have, counted from the front.</summary>
    public double[] Elementwise(Expression expression, Node node, double[]?[] x)
    {
        int[] sizes = Sizes(node.Output.Type);
        int[][] places = [.. node.Inputs.Select(input => Places(input!.Type, node.Output.Type))];
        return [.. Indices(sizes).Select(at => ElementwiseOracle.Value(expression, [.. x.Select((values, i) => values![Flat([.. places[i].Select(axis => at[axis])], [.. places[i].Select(axis => sizes[axis])])])]))];
    }

    public double[] Reduce(ReduceOp op, TensorType type, double[] x, double[]? mask)
    {
        int[] sizes = Sizes(type);
        var kept = Enumerable.Range(0, sizes.Length).Where(axis => axis < op.First || axis >= op.First + op.Axes).ToList();
        var numbers = new List<double>[kept.Aggregate(1, (product, axis) => product * sizes[axis])];
        foreach (int[] at in Indices(sizes))
        {
            List<double> own = numbers[Flat([.. kept.Select(axis => at[axis])], [.. kept.Select(axis => sizes[axis])])] ??= [];
            if (mask is null || mask[(at[0] * sizes[1]) + at[1]] != 0)
            {
                own.Add(x[Flat(at, sizes)]);
            }
        }

        return [.. numbers.Select(own => own.Count == 0 ? 0 : op.Kind switch { ReduceKind.Sum => own.Sum(), ReduceKind.Mean => own.Average(), ReduceKind.Max => own.Max(), _ => own.Min() })];
    }

    /// <summary>What only moves numbers, or adds them up on the way: each place of the result by the place that it comes from.</summary>
    public double[] Move(Node node, double[]?[] x)
    {
        int[] sizes = Sizes(node.Output.Type), own = Sizes(node.Input(0).Type);
        return [.. Indices(sizes).Select(at =>
        {
            int[] from = [.. at];
            switch (node.Op)
            {
                case SliceOp slice:
                    from[slice.Axis < 0 ? at.Length - 1 : slice.Axis] += size(slice.Start);
                    break;
                case ConcatenateOp concatenate:
                    int axis = concatenate.Axis < 0 ? at.Length - 1 : concatenate.Axis, part = 0;
                    for (; from[axis] >= Sizes(node.Input(part).Type)[axis]; part++)
                    {
                        from[axis] -= Sizes(node.Input(part).Type)[axis];
                    }

                    return x[part]![Flat(from, Sizes(node.Input(part).Type))];
                case TransposeOp transpose:
                    (from[transpose.First], from[transpose.Second]) = (at[transpose.Second], at[transpose.First]);
                    break;
                case TileOp tile:
                    from[tile.Axis] %= own[tile.Axis];
                    break;
                case FlipOp flip:
                    from[flip.Axis] = own[flip.Axis] - 1 - at[flip.Axis];
                    break;
                case CumulativeSumOp sum:
                    return Enumerable.Range(0, at[sum.Axis] + 1).Sum(place => x[0]![Flat([.. at.Select((each, i) => i == sum.Axis ? place : each)], own)]);
            }

            return x[0]![Flat(from, own)];
        })];
    }

    /// <summary>For each example the rows of a with the columns of b.</summary>
    public double[] MatMul(Node node, double[] a, double[] b)
    {
        TensorType first = node.Input(0).Type, second = node.Input(1).Type;
        int[] rows = Sizes(first), columns = Sizes(second);
        bool aHasBatch = first.Axes[0].Role == AxisRole.Batch, bHasBatch = second.Axes[0].Role == AxisRole.Batch;
        int own = rows.Length - 1 - (aHasBatch ? 1 : 0);
        return [.. Indices(Sizes(node.Output.Type)).Select(at => Enumerable.Range(0, rows[^1]).Sum(k =>
        {
            int[] left = [.. aHasBatch ? [at[0]] : Array.Empty<int>(), .. at[1..(1 + own)], k], right = [.. bHasBatch ? [at[0]] : Array.Empty<int>(), k, .. at[(1 + own)..]];
            return a[Flat(left, rows)] * b[Flat(right, columns)];
        }))];
    }

    /// <summary>All places of a tensor, in order.</summary>
    public static IEnumerable<int[]> Indices(int[] sizes)
    {
        int count = sizes.Aggregate(1, (product, each) => product * each);
        for (int i = 0; i < count; i++)
        {
            int[] at = new int[sizes.Length];
            for (int axis = sizes.Length - 1, rest = i; axis >= 0; rest /= sizes[axis--])
            {
                at[axis] = rest % sizes[axis];
            }

            yield return at;
        }
    }

    public static int Flat(IReadOnlyList<int> at, IReadOnlyList<int> sizes)
    {
        int flat = 0;
        for (int axis = 0; axis < sizes.Count; axis++)
        {
            flat = (flat * sizes[axis]) + at[axis];
        }

        return flat;
    }

    private static int[] Places(TensorType operand, TensorType whole)
    {
        int from = 0;
        return [.. operand.Axes.Select(axis => from = whole.Axes.ToList().FindIndex(from, axis.Equals) + 1).Select(next => next - 1)];
    }
}

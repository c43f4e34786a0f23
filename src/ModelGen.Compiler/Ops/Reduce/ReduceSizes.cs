using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

/// <summary>A tensor as [Outer, Count, Inner], Count being the axes that go away. A mask has one number for each <paramref name="Step"/> rows of Inner.</summary>
internal sealed record ReduceSizes(Dim Outer, Dim Count, Dim Inner, Dim Step, Axis? Time, bool IsSecond)
{
    public static ReduceSizes Of(TensorType x, int first, int count)
    {
        int time = x.Axes.ToList().FindIndex(axis => axis.Role == AxisRole.Time);
        bool isInside = time >= first && time < first + count;
        return new(
            Product(x, 0, first),
            Product(x, first, first + count),
            Product(x, first + count, x.Axes.Count),
            Product(x, isInside ? time + 1 : first + count, first + count),
            isInside ? x.Axes[time] : null,
            IsSecond: time == 1);
    }

    /// <summary>A mask [B, T] lies as the steps do: they are the second axis, behind the batch.</summary>
    public bool Takes(TensorType mask) => IsSecond && Time is not null && mask.DType == DType.Mask && mask.Axes.Count == 2 && mask.Axes[1].Equals(Time);

    /// <summary>The three as arguments.</summary>
    public string[] Sizes => [Outer.ToString(), Count.ToString(), Inner.ToString()];

    /// <summary>The arguments of the kernels.</summary>
    public string[] Texts(bool hasMask) => [.. Sizes, hasMask ? Step.ToString() : "1"];

    public static string Describe(int first, int count) => count == 1 ? $"axis {first}" : $"axes {first}..{first + count - 1}";

    private static Dim Product(TensorType x, int first, int end) => x.Axes.Skip(first).Take(end - first).Aggregate(Dim.Of(1), (product, axis) => product * axis.Size);
}

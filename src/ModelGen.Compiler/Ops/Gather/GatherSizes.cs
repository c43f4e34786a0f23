using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

/// <summary>Tables as [Examples, Rows, Width], ids as [Examples, Places]; a table that all examples share is one example's.</summary>
internal sealed record GatherSizes(Dim Examples, Dim Rows, Dim Places, Dim Width)
{
    public static GatherSizes Of(TensorType table, TensorType ids)
    {
        int first = First(table);
        Dim Product(int skip, TensorType type) => type.Axes.Skip(skip).Aggregate(Dim.Of(1), (product, axis) => product * axis.Size);
        return new(first == 1 ? table.Axes[0].Size : Dim.Of(1), table.Axes[first].Size, Product(first, ids), Product(first + 1, table));
    }

    /// <summary>The axis of the rows.</summary>
    public static int First(TensorType table) => table.Axes.Count > 0 && table.Axes[0].Role == AxisRole.Batch ? 1 : 0;

    public string[] Arguments => [Examples.ToString(), Rows.ToString(), Places.ToString(), Width.ToString()];
}

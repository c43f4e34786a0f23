using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Gather;
using ModelGen.Compiler.Ops.Places;
using ModelGen.Compiler.Ops.Shift;

namespace ModelGen.Tests.Emitted;

/// <content>Places along an axis, axes that are moved, rows by number.</content>
internal sealed partial class GraphAxes
{
    public double[] Places(Node node, double[]?[] x)
    {
        int[] sizes = Sizes(node.Output.Type), own = Sizes(node.Input(0).Type);
        return [.. Indices(sizes).Select(at =>
        {
            switch (node.Op)
            {
                case PlacesOp places:
                    return at[places.Axis];
                case ShiftOp shift:
                    int from = at[shift.Axis] - (int)shift.By;
                    return from < 0 || from >= sizes[shift.Axis] ? shift.Fill : x[0]![Flat([.. at.Select((each, i) => i == shift.Axis ? from : each)], own)];
                default:
                    int[] ids = Sizes(node.Input(1).Type);
                    int row = (int)x[1]![Flat(at[..ids.Length], ids)];
                    bool hasBatch = node.Input(0).Type.Axes[0].Role == AxisRole.Batch;
                    return x[0]![Flat([.. hasBatch ? [at[0], row] : new[] { row }, .. at[ids.Length..]], own)];
            }
        })];
    }
}

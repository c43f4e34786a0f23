using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Gather;

namespace ModelGen.Compiler.Layers;

/// <summary>What has to do with ids and places: OneHot, ArgMax, Gather, Positions, IsReal.</summary>
internal sealed class PlaceOperation(string kind, Func<LayerContext, IReadOnlyList<Value>, IReadOnlyList<Value>?> lower) : Operation
{
    // What floats hold exactly.
    private const long MostIds = 1 << 24;

    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => lower(context, x);

    public static IReadOnlyList<Value>? OneHot(LayerContext context, IReadOnlyList<Value> x)
    {
        if (!context.Size("count", out int count) || !Ids(context, x[0], out long limit))
        {
            return null;
        }

        return limit > count
            ? Refuse(context, ErrorId.OutOfRange, "count", $"count of 'OneHot' must be at least {LayerText.Number(limit)}, as many as there are ids, not {LayerText.Number(count)}")
            : context.Fits("count", [count, .. x[0].Type.Example.Select(axis => Math.Max(axis.Maximum, axis.Size.Constant))]) ? [Formulas.OneHot(context.Builder, context.Name, x[0], count)] : null;
    }

    public static IReadOnlyList<Value>? ArgMax(LayerContext context, IReadOnlyList<Value> x) => ReduceOperation.Numbers(context, x[0]) && AxisArgument.Place(context, x[0], "axis") is { } axis
        ? [FormulaOperation.Along(context, x[0], axis, RealSteps.Least, (value, mask) => Formulas.ArgMax(context.Builder, context.Name, value, axis, mask))]
        : null;

    public static IReadOnlyList<Value>? Gather(LayerContext context, IReadOnlyList<Value> x)
    {
        TensorType table = x[0].Type;
        int first = GatherSizes.First(table);
        if (table.DType != DType.F32 || table.Axes.Count <= first)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Gather' gets the table {table.ExampleText}: it needs numbers with rows along its first axis");
        }

        if (!Ids(context, x[1], out long limit))
        {
            return null;
        }

        Axis rows = table.Axes[first];
        return rows.Size.IsConstant && limit > rows.Size.Constant
            ? Refuse(context, ErrorId.OperandsDiffer, null, $"'Gather' gets the table {table.ExampleText} and ids below {LayerText.Number(limit)}: there are {LayerText.Number(rows.Size.Constant)} rows")
            : [context.Builder.Add(new GatherOp(), context.Name, x[0], Formulas.Numbers(context.Builder, context.Name + "Ids", x[1]))];
    }

    public static IReadOnlyList<Value>? Positions(LayerContext context, IReadOnlyList<Value> x) =>
        (context.Spec.Has("axis") ? AxisArgument.Place(context, x[0], "axis") : Time(context, x[0])) is { } axis ? [Formulas.Positions(context.Builder, context.Name, x[0], axis)] : null;

    public static IReadOnlyList<Value>? IsReal(LayerContext context, IReadOnlyList<Value> x) =>
        Time(context, x[0]) is { } axis ? [context.Mask(x[0]) ?? Formulas.AllReal(context.Builder, context.Name, x[0], axis)] : null;

    private static int? Time(LayerContext context, Value x)
    {
        int axis = x.Type.Axes.ToList().FindIndex(each => each.Role == AxisRole.Time);
        if (axis > 0)
        {
            return axis;
        }

        Refuse(context, ErrorId.AxisMissing, null, $"'{context.Spec.Kind}' gets {x.Type.ExampleText}: there is no axis T");
        return null;
    }

    /// <param name="limit">What they are below; 0 where only a call says so.</param>
    /// <returns>False after an error.</returns>
    private static bool Ids(LayerContext context, Value ids, out long limit)
    {
        limit = ids.Type.DType == DType.I32 ? ids.Ids?.IdLimit ?? 0 : ids.Below is { IsConstant: true } below ? below.Constant : 0;
        bool isRight = (ids.Type.DType == DType.I32 || ids.Below is not null) && limit <= MostIds;
        if (!isRight)
        {
            Refuse(context, ErrorId.WrongInput, null, limit > MostIds
                ? $"'{context.Spec.Kind}' takes at most {LayerText.Number(MostIds)} ids, not {LayerText.Number(limit)}: use .Embedding(width)"
                : $"'{context.Spec.Kind}' gets the numbers {ids.Type.ExampleText} for ids: it takes an input marked [Id] or [Tokens], or what ArgMax gives");
        }

        return isRight;
    }
}

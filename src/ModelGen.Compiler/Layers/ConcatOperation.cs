using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Layers;

/// <summary>Values one behind another along an axis, by default F, or C of images: all other axes are equal. A number for each example counts as [F:1].</summary>
internal sealed class ConcatOperation : Operation
{
    public override string Kind => "Concat";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (x.Count < 2)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Concat' takes at least two values, not {LayerText.Number(x.Count)}");
        }

        if (x.FirstOrDefault(value => value.Type.DType != DType.F32) is { } ids)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Concat' gets {ids.Type.ExampleText}: it joins numbers");
        }

        Value[] values = [.. x.Select(value => AsFeature(context, value))];
        TensorType first = values[0].Type;
        int axis = first.IsImage ? 1 : first.Axes.Count - 1;
        if (context.Spec.Has("axis"))
        {
            if (AxisArgument.Places(context, values[0]) is not { } places)
            {
                return null;
            }

            axis = places[0];
        }
        else if (!first.IsImage && !first.EndsInFeature)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Concat' gets {first.ExampleText}: without an axis it joins values along F or C, so name one");
        }

        bool isPadded = first.Axes[axis].Role == AxisRole.Time && x.Any(value => value.Mask is not null);
        if (isPadded && axis != 1)
        {
            return Refuse(context, ErrorId.WrongInput, null, "'Concat' along T joins sequences with padding where T is their first axis: join them before Stack, or pool over time first");
        }

        return values.Skip(1).Select(value => Difference(first, value.Type, axis)).FirstOrDefault(found => found is not null) is { } fault
            ? Refuse(context, ErrorId.OperandsDiffer, null, $"'Concat' gets {string.Join(" and ", x.Select(value => value.Type.ExampleText))}: {fault}")
            : [Join(context, axis, values, isPadded)];
    }

    // Padding stays where it is: it may lie between steps that are real.
    private static Value Join(LayerContext context, int axis, Value[] values, bool isPadded)
    {
        Value joined = context.Builder.Add(new ConcatenateOp(axis), context.Name, values);
        joined.Mask = !isPadded ? joined.Mask : new Mask(builder =>
        {
            Value[] steps = [.. values.Select(value => RealSteps.Numbers(builder, value.Name, value.Mask?.In(builder) ?? Formulas.AllReal(builder, value.Name, value, axis)))];
            return Formulas.Map(builder, "mask", v => v[0] > 0, builder.Add(new ConcatenateOp(axis), "maskSteps", steps));
        });
        return joined;
    }

    /// <summary>[] is [F:1] where values are joined.</summary>
    public static Value AsFeature(LayerContext context, Value value) => value.Type.Axes.Count > 1 ? value
        : context.Builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, Axis.Feature(1))), context.Name + "Part", value);

    private static string? Difference(TensorType first, TensorType other, int axis)
    {
        if (!other.Axes.Select(known => known.Role).SequenceEqual(first.Axes.Select(known => known.Role)))
        {
            return "they have other axes";
        }

        for (int i = 1; i < first.Axes.Count; i++)
        {
            if (i != axis && !first.Axes[i].Size.Equals(other.Axes[i].Size))
            {
                return Operands.Differ(first.Axes[i], other.Axes[i]);
            }
        }

        return null;
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ir;

public enum DType
{
    F32,
    I32,

    /// <summary>1 where a step is real, 0 where it is padding: floats in memory.</summary>
    Mask,

    /// <summary>Of a value whose layer failed.</summary>
    Unknown,
}

/// <summary>Element type and axes. The axes of an activation begin with the batch; those of a parameter have no roles.</summary>
public sealed record TensorType(DType DType, EquatableArray<Axis> Axes)
{
    // Computed once: passes and writers ask often.
    private Dim? _count;
    private Dim? _rows;
    private string? _sizesText;

    // The copy of a with-expression, which has axes of its own.
    private TensorType(TensorType original) => (DType, Axes) = (original.DType, original.Axes);

    /// <summary>The type of a value whose layer failed: every consumer stays silent about it.</summary>
    public static TensorType Unknown { get; } = new(DType.Unknown, default);

    /// <summary>A single number, such as a loss.</summary>
    public static TensorType Scalar { get; } = new(DType.F32, new(Axis.Plain(1)));

    public static TensorType F32(params Axis[] axes) => new(DType.F32, new(axes));

    /// <summary>A batch of examples of the given axes.</summary>
    public static TensorType Batch(DType dtype, params Axis[] example) => new(dtype, new([Axis.Batch, .. example]));

    /// <summary>A batch of images, channels first.</summary>
    public static TensorType Image(long channels, long height, long width) =>
        F32(Axis.Batch, new(AxisRole.Channel, Dim.Of(channels)), new(AxisRole.Height, Dim.Of(height)), new(AxisRole.Width, Dim.Of(width)));

    public bool IsUnknown => DType == DType.Unknown;

    /// <summary>Each example has values of its own: not what is learned, nor what is constant.</summary>
    public bool HasBatch => Axes.Count > 0 && Axes[0].Role == AxisRole.Batch;

    /// <summary>The axes of one example.</summary>
    public IReadOnlyList<Axis> Example => [.. Axes.Skip(HasBatch ? 1 : 0)];

    /// <summary>The number of elements.</summary>
    public Dim Count => _count ??= Product(Axes.Count);

    /// <summary>The number of rows when the last axis is the row: all axes but the last.</summary>
    public Dim Rows => _rows ??= Product(Axes.Count - 1);

    /// <summary>The last axis; the feature axis of [F] and [T, F].</summary>
    public Axis Last => Axes[Axes.Count - 1];

    /// <summary>The axis of steps.</summary>
    public Axis? Time
    {
        get
        {
            for (int i = 0; i < Axes.Count; i++)
            {
                if (Axes[i].Role == AxisRole.Time)
                {
                    return Axes[i];
                }
            }

            return null;
        }
    }

    public bool HasTime => Time is not null;

    /// <summary>[B, F] or [B, T, F].</summary>
    public bool EndsInFeature => Axes.Count >= 2 && Last.Role == AxisRole.Feature;

    public bool IsImage => Axes.Count == 4 && Axes[1].Role == AxisRole.Channel;

    /// <summary>The size of an axis that is known at compile time.</summary>
    public long Extent(int axis) => Axes[axis].Size.Constant;

    /// <summary>[B, C, H, W] of these sizes.</summary>
    public bool IsImageOf(long channels, long height, long width) => IsImage && Extent(1) == channels && Extent(2) == height && Extent(3) == width;

    /// <summary>The same axes with another last feature.</summary>
    public TensorType WithFeatures(long size) => WithLast(Axis.Feature(size));

    /// <summary>The same axes with another last one.</summary>
    public TensorType WithLast(Axis last) => new(DType, new([.. Axes.Take(Axes.Count - 1), last]));

    /// <summary>What messages show: one example's shape, the batch left out: <c>[T&lt;=256, F:384]</c>.</summary>
    public string ExampleText => IsUnknown ? "[?]" : (DType == DType.I32 ? "i32" : "") + "[" + string.Join(", ", Example) + "]";

    /// <summary>What comments in emitted code show: <c>[B, T, 384]</c>.</summary>
    public string SizesText => _sizesText ??= "[" + string.Join(", ", Axes.Select(axis => axis.Size)) + "]";

    /// <summary>What the graph printer shows: <c>f32[B, T, 384]</c>.</summary>
    public override string ToString() => IsUnknown ? "unknown" : (DType switch { DType.F32 => "f32", DType.I32 => "i32", _ => "mask" }) + SizesText;

    public bool Equals(TensorType? other) => ReferenceEquals(this, other) || (other is not null && DType == other.DType && Axes.Equals(other.Axes));

    public override int GetHashCode() => unchecked(((int)DType * 31) + Axes.GetHashCode());

    private Dim Product(int axes)
    {
        Dim product = Dim.One;
        for (int i = 0; i < axes; i++)
        {
            product *= Axes[i].Size;
        }

        return product;
    }
}

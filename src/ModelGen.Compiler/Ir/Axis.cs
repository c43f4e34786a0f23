using System.Globalization;

namespace ModelGen.Compiler.Ir;

/// <summary>What an axis means; part of a type, so that a layer can refuse an axis that happens to have the right length.</summary>
public enum AxisRole
{
    None,
    Batch,
    Time,
    Feature,
    Channel,
    Height,
    Width,
}

/// <summary>One axis of a tensor.</summary>
/// <param name="Maximum">For a dynamic axis: the largest length that the user declared.</param>
public sealed record Axis(AxisRole Role, Dim Size, long Maximum = 0)
{
    /// <summary>What a graph method calls an axis of a size that is known; empty for none.</summary>
    public string Name { get; init; } = "";

    public static Axis Batch { get; } = new(AxisRole.Batch, Dim.Of(Symbol.Batch));

    public static Axis Time(long maximum) => new(AxisRole.Time, Dim.Of(Symbol.Length), maximum);

    public static Axis Feature(long size) => new(AxisRole.Feature, Dim.Of(size));

    public static Axis Plain(long size) => new(AxisRole.None, Dim.Of(size));

    /// <summary>As the catalogue writes it: <c>T&lt;=256</c>, <c>F:384</c>, <c>C:32</c>.</summary>
    public override string ToString() => Role switch
    {
        AxisRole.None => Maximum > 0 ? $"{Size}<={Maximum.ToString(CultureInfo.InvariantCulture)}" : Name.Length > 0 ? $"{Name}:{Size}" : Size.ToString(),
        AxisRole.Batch => Size.ToString(),
        AxisRole.Time when Size.IsConstant => "T:" + Size,
        AxisRole.Time => "T<=" + Maximum.ToString(CultureInfo.InvariantCulture),
        AxisRole.Feature => "F:" + Size,
        AxisRole.Channel => "C:" + Size,
        AxisRole.Height => "H:" + Size,
        _ => "W:" + Size,
    };
}

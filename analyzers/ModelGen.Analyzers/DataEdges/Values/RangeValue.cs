namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>A place that is counted from the end: <c>^1</c>.</summary>
internal sealed record EndValue(Size Back) : Value
{
    public override Value Map(System.Func<Size, Size> map) => new EndValue(map(Back));
}

/// <summary>A part of a list or an axis: <c>8..^1</c>. A place of which nothing is known is null.</summary>
internal sealed record RangeValue(Value? Start, Value? End) : Value
{
    public static RangeValue All { get; } = new(new NumberValue(Size.Of(0)), new EndValue(Size.Of(0)));

    /// <summary>How many of so many it takes.</summary>
    public Size Length(Size whole) => this == All ? whole : Place(End, whole) - Place(Start, whole);

    /// <summary>A place counted from the start.</summary>
    public static Size Place(Value? place, Size whole) => place switch
    {
        NumberValue number => number.Size,
        EndValue end => whole - end.Back,
        _ => Size.Unknown,
    };

    public override Value Map(System.Func<Size, Size> map) => new RangeValue(Start?.Map(map), End?.Map(map));
}

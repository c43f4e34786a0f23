namespace ModelGen.Cpu;

/// <summary>A number that an update would leave infinite or NaN.</summary>
/// <param name="Index">Its place in its segment of the flat buffer; -1: there is none.</param>
/// <param name="State">The state of the rule that it belongs to; -1: it is the parameter's own value.</param>
/// <param name="Value">What it would be.</param>
internal readonly record struct ForeseenNumber(int Index, int State, float Value)
{
    public static ForeseenNumber None { get; } = new(-1, -1, 0);

    /// <summary>Of the store.</summary>
    public int Segment { get; init; }
}

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>A batch as a data source fills it.</summary>
/// <param name="Targets">Null where nothing is known of them.</param>
internal sealed record BatchValue(Shape Inputs, Shape? Targets) : Value
{
    public override bool HasTurns => Inputs.Turns is not null || Targets?.Turns is not null;

    public override Value Map(System.Func<Size, Size> map) => new BatchValue(Inputs.Map(map), Targets?.Map(map));
}

namespace ModelGen;

/// <summary>The block count times in a row, each time with its own parameters; the block must keep the type.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="count">At least 1.</param>
public sealed class RepeatAttribute<TBlock>(int count) : LayerAttribute
{
    /// <summary>At least 1.</summary>
    public int Count { get; } = count;

    /// <summary>The name of the list in <c>Parameters</c> and in weight files.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix of the list in weight files, where it is not <see cref="Name"/>: <c>transformer.h</c>; the copy's number follows. Empty for none.</summary>
    public string? WeightName { get; set; }
}

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
}

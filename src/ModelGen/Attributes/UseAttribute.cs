namespace ModelGen;

/// <summary>The block once, with its own parameters.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
public sealed class UseAttribute<TBlock> : LayerAttribute
{
    /// <summary>The name of the block's parameters in <c>Parameters</c> and in weight files.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix of the block's weights in weight files, where it is not <see cref="Name"/>: <c>transformer.h</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}

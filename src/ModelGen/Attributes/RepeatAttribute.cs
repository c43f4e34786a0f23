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

    /// <summary>
    /// Training keeps the input of each copy and the activations of one, and computes the others' again in the backward pass (Chen et al. 2016, arXiv:1604.06174): a forward pass more, and about so many times less memory as there are copies.
    /// The CPU and ILGPU targets do so; numbers are the same to the last bit.
    /// </summary>
    public bool Checkpointed { get; set; }
}

namespace ModelGen;

/// <summary>x + block(x); the block must keep the type, unless <see cref="Projection"/> brings x to the block's.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
/// <remarks>He et al. 2015, arXiv:1512.03385.</remarks>
public sealed class ResidualAttribute<TBlock> : LayerAttribute
{
    /// <summary>
    /// x passes a learned map first: a 1 x 1 convolution with the stride that gives the block's size, or a linear map; without a bias and followed by a norm where the block ends in one. Its weights
    /// stand beside the block's as <c>downsample.0</c> and <c>downsample.1</c>, torchvision's names.
    /// </summary>
    public bool Projection { get; set; }

    /// <summary>The name of the block's parameters in <c>Parameters</c> and in weight files.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix of the block's weights in weight files, where it is not <see cref="Name"/>: <c>transformer.h</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}

namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>The block once, with its own parameters.</summary>
    /// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>; its further inputs follow this value.</typeparam>
    /// <param name="name">The name of the block's parameters in <c>Parameters</c> and in weight files.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Use<TBlock>(string? name = null, string? weightName = null) => Graph.Read();

    /// <inheritdoc cref="Use{TBlock}(string?, string?)"/>
    /// <param name="second">The block's second input.</param>
    /// <param name="third">The block's third input, for a block that has one.</param>
    /// <param name="fourth">The block's fourth input, for a block that has one.</param>
    public Symbol Use<TBlock>(Symbol second, Symbol? third = null, Symbol? fourth = null, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>x + block(x); the block must keep the type, unless a projection brings x to the block's.</summary>
    /// <inheritdoc cref="Use{TBlock}(string?, string?)"/>
    /// <param name="projection">x passes a learned map first: a 1 x 1 convolution with the stride that gives the block's size, or a linear map; without a bias and followed by a norm where the block ends in one. Its weights are <c>downsample.0</c> and <c>downsample.1</c> of the block.</param>
    /// <remarks>He et al. 2015, arXiv:1512.03385.</remarks>
    public Symbol Residual<TBlock>(bool projection = false, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>x + block(x, second, ...); the block must keep the type, unless a projection brings x to the block's.</summary>
    /// <inheritdoc cref="Use{TBlock}(Symbol, Symbol?, Symbol?, string?, string?)"/>
    /// <param name="projection">x passes a learned map first, as for a block of one input.</param>
    public Symbol Residual<TBlock>(Symbol second, Symbol? third = null, Symbol? fourth = null, bool projection = false, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>The block count times in a row, each time with its own parameters; the block must keep the type.</summary>
    /// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
    /// <param name="count">At least 1.</param>
    /// <param name="name">The name of the list in <c>Parameters</c> and in weight files.</param>
    /// <param name="weightName">The prefix of the list in weight files, where it is not <paramref name="name"/>; the copy's number follows. Empty for none.</param>
    /// <param name="checkpointed">Training computes the activations of the copies again instead of keeping them: <see cref="RepeatAttribute{TBlock}.Checkpointed"/>.</param>
    public Symbol Repeat<TBlock>(int count, string? name = null, string? weightName = null, bool checkpointed = false) => Graph.Read();

    /// <inheritdoc cref="Repeat{TBlock}(int, string?, string?, bool)"/>
    /// <param name="second">The block's second input, the same for all copies.</param>
    /// <param name="third">The block's third input, for a block that has one.</param>
    /// <param name="fourth">The block's fourth input, for a block that has one.</param>
    public Symbol Repeat<TBlock>(int count, Symbol second, Symbol? third = null, Symbol? fourth = null, string? name = null, string? weightName = null, bool checkpointed = false) => Graph.Read();
}

using ILGPU;

namespace ModelGen.Gpu;

/// <summary>[Outer, Channels, Inner] as norms over channels see it, made of what their kernels take.</summary>
/// <param name="Groups">Of channels, in group normalisation.</param>
internal readonly record struct ChannelShape(int Outer, int Channels, int Inner, int Groups)
{
    public ChannelShape(Index3D sizes, int groups)
        : this(sizes.X, sizes.Y, sizes.Z, groups)
    {
    }

    /// <summary>Numbers of a channel.</summary>
    public int Count => Outer * Inner;

    /// <summary>Numbers of an example's group.</summary>
    public int GroupCount => Channels / Groups * Inner;

    /// <summary>Where a channel's numbers lie.</summary>
    public int At(int channel, int i) => (((i / Inner * Channels) + channel) * Inner) + (i % Inner);
}

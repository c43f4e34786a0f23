using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Texts that begin with the tokens of one decoder's cache and go on each by itself: where the keys and values of their own tokens lie.</summary>
internal readonly struct GpuBranches
{
    private readonly ArrayView<float> _cache;
    private readonly long _rows;
    private readonly long _before;

    /// <param name="cache">The rows of all attentions, one attention behind the other.</param>
    /// <param name="rows">How many rows each has.</param>
    /// <param name="shared">Tokens that all texts begin with.</param>
    /// <param name="position">Where the new token of each text stands.</param>
    /// <param name="places">[texts, <paramref name="stride"/>]: the row of each of a text's own tokens, the new one included.</param>
    public GpuBranches(ArrayView<float> cache, long rows, int shared, int position, ArrayView<int> places, int stride, long before = 0)
    {
        (_cache, _rows, _before) = (cache, rows, before);
        (Shared, Position, Places, Stride) = (shared, position, places, stride);
    }

    public int Shared { get; }

    public int Position { get; }

    public ArrayView<int> Places { get; }

    public int Stride { get; }

    /// <summary>The same for a block whose attentions lie behind others.</summary>
    /// <param name="floats">Of a token in those.</param>
    public GpuBranches Behind(long floats) => new(_cache, _rows, Shared, Position, Places, Stride, _before + floats);

    /// <summary>[rows, width]: the keys or the values of one attention.</summary>
    /// <param name="offset">Floats of a token before them.</param>
    /// <param name="width">Floats of a row.</param>
    public ArrayView<float> Rows(long offset, long width) => _cache.SubView((_before + offset) * _rows, width * _rows);

    /// <summary>A number of one key's row, from the cache that all share or from a text's own rows.</summary>
    /// <param name="key">Counted from the first shared one.</param>
    /// <param name="text">Where the text's places begin.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Read(ArrayView<float> cache, ArrayView<float> own, ArrayView<int> places, int key, int shared, int text, int width, int column)
    {
        if (key < shared)
        {
            return cache[(key * width) + column];
        }

        return own[(places[text + key - shared] * width) + column];
    }
}

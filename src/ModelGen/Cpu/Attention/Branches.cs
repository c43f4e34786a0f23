using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Texts that begin with the same tokens and go on each by itself: where the keys and values of their own tokens lie.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Branches
{
    private readonly Span<float> _cache;
    private readonly int _before;

    /// <param name="cache">The rows of all attentions, one attention behind the other.</param>
    /// <param name="rows">How many rows each has.</param>
    /// <param name="shared">Tokens that all texts begin with.</param>
    /// <param name="own">Tokens of each text behind those, the new one included.</param>
    /// <param name="places">[texts, at least <paramref name="own"/>]: the row of each of a text's own tokens, first to last.</param>
    public Branches(Span<float> cache, int rows, int shared, int own, ReadOnlySpan<int> places)
        : this(cache, rows, shared, own, places, before: 0)
    {
    }

    /// <param name="memory">Where a session of another target keeps the rows.</param>
    /// <inheritdoc cref="Branches(Span{float}, int, int, int, ReadOnlySpan{int})"/>
    public Branches(object memory, int rows, int shared, int own, ReadOnlySpan<int> places)
        : this([], rows, shared, own, places) => Memory = memory;

    private Branches(Span<float> cache, int rows, int shared, int own, ReadOnlySpan<int> places, int before)
    {
        _cache = cache;
        RowCount = rows;
        _before = before;
        Shared = shared;
        Own = own;
        Places = places;
    }

    /// <summary>What a session of another target allocated; null: the rows are in this process.</summary>
    public object? Memory { get; }

    /// <summary>How many rows each attention has.</summary>
    public int RowCount { get; }

    /// <summary>Tokens that all texts begin with.</summary>
    public int Shared { get; }

    /// <summary>Tokens of each text behind those, the new one included.</summary>
    public int Own { get; }

    /// <summary>[texts, at least <see cref="Own"/>].</summary>
    public ReadOnlySpan<int> Places { get; }

    /// <summary>Where the new token of each text stands.</summary>
    public int Position => Shared + Own - 1;

    /// <summary>The same for a block whose attentions lie behind others.</summary>
    /// <param name="floats">Of a token in those.</param>
    public Branches Behind(int floats) => new(_cache, RowCount, Shared, Own, Places, _before + floats);

    /// <summary>[rows, width]: the keys or the values of one attention.</summary>
    /// <param name="offset">Floats of a token before them.</param>
    /// <param name="width">Floats of a row.</param>
    public Span<float> Rows(int offset, int width) => _cache.Slice((_before + offset) * RowCount, width * RowCount);
}

using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Ir;

/// <summary>Which steps of a sequence are real: a value that is made when it is first asked for. Values along the same steps share one mask.</summary>
public sealed class Mask
{
    private readonly Func<GraphBuilder, Value>? _make;
    private readonly Mask? _before;
    private readonly Op? _windows;
    private Value? _value;

    /// <summary>The values number texts that stand in one row, from 1; 0 for padding. What mixes steps of one text alone reads them.</summary>
    public bool HasTexts { get; init; }

    /// <param name="make">Appends the value, [B, T].</param>
    public Mask(Func<GraphBuilder, Value> make) => _make = make;

    private Mask(Mask before, Op windows) => (_before, _windows) = (before, windows);

    /// <summary>The mask behind windows over time.</summary>
    /// <param name="windows">Makes the new mask of the old one.</param>
    public Mask Through(Op windows) => new(this, windows) { HasTexts = HasTexts };

    /// <summary>The windows that lie between another mask and this one, in order.</summary>
    public IReadOnlyList<Op> Since(Mask? start)
    {
        var windows = new List<Op>();
        for (Mask mask = this; mask != start && mask._before is not null; mask = mask._before)
        {
            windows.Add(mask._windows!);
        }

        windows.Reverse();
        return windows;
    }

    public Value In(GraphBuilder builder)
    {
        // No recursion: a repeated block may go through a window for each copy.
        var missing = new Stack<Mask>();
        for (Mask? mask = this; mask is { _value: null }; mask = mask._before)
        {
            missing.Push(mask);
        }

        while (missing.Count > 0)
        {
            Mask mask = missing.Pop();
            mask._value = mask._before is null ? mask._make!(builder) : builder.Add(mask._windows!, "mask", mask._before._value);
        }

        return _value!;
    }
}

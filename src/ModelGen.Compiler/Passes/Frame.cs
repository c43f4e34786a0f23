using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Where a value lives while a graph runs.</summary>
public enum Region
{
    /// <summary>An argument of the emitted method: an input, or the gradient that the backward pass starts from.</summary>
    Argument,

    /// <summary>The span that receives a result: the slot is its place in the list of results.</summary>
    Result,

    /// <summary>Kept from the forward to the backward pass.</summary>
    Saved,

    /// <summary>Reused as soon as the last reader is done.</summary>
    Scratch,

    /// <summary>In a decoder's cache, from the first step on.</summary>
    Cache,
}

/// <param name="Argument">For <see cref="Region.Argument"/>: the name of the emitted method's parameter.</param>
public sealed record Place(Region Region, int Slot = -1, string Argument = "")
{
    /// <summary>For <see cref="Region.Cache"/>: the value that the memory was taken for.</summary>
    public Value? Kept { get; init; }
}

/// <summary>What a called block needs besides: the inputs of its later copies, and the copies' own saved frames.</summary>
public sealed record CallSlots(int Chain, int Frames);

/// <summary>The memory of one run of a graph: every value's place; slots with their sizes in B and T.</summary>
public sealed class Frame(Slots saved, Slots scratch)
{
    public Slots Saved { get; } = saved;

    public Slots Scratch { get; } = scratch;

    public Dictionary<Value, Place> Places { get; } = [];

    /// <summary>For a repeated block: a second buffer for each output, to alternate with.</summary>
    public Dictionary<Node, IReadOnlyList<Value>> Temporaries { get; } = [];

    public Dictionary<Node, CallSlots> Calls { get; } = [];

    /// <summary>Results whose values live elsewhere and must be copied at the end.</summary>
    public List<ResultCopy> Copies { get; } = [];
}

/// <param name="Result">Its place in the list of results.</param>
public sealed record ResultCopy(Value Value, int Result);

/// <summary>Buffers one after another. Those whose size is a whole number of cache lines come first, so that all of them are aligned.</summary>
/// <param name="vectors">Then those of whole vectors of four floats, so that a kernel can rely on their alignment.</param>
public sealed class Slots(bool vectors = false)
{
    private readonly List<Dim> _sizes = [];
    private Dim[]? _offsets;

    public int Count => _sizes.Count;

    public int Add(Dim size)
    {
        _sizes.Add(size);
        _offsets = null;
        return _sizes.Count - 1;
    }

    public Dim Size(int slot) => _sizes[slot];

    /// <summary>A value of this size may use the slot after another: one of whole vectors only what is aligned to them.</summary>
    public bool Takes(int slot, Dim size) => !vectors || !size.IsWhole(4) || _sizes[slot].IsWhole(4);

    /// <summary>The slot may grow to this size: one that held whole vectors stays aligned to them.</summary>
    public bool MayGrow(int slot, Dim size) => !vectors || size.IsWhole(4) || !_sizes[slot].IsWhole(4);

    public void Grow(int slot, Dim size)
    {
        _sizes[slot] = size;
        _offsets = null;
    }

    public Dim Offset(int slot)
    {
        if (_offsets is null)
        {
            _offsets = new Dim[_sizes.Count];
            Dim offset = Dim.Zero;
            foreach (int next in Enumerable.Range(0, _sizes.Count).OrderBy(next => _sizes[next].IsAligned ? 0 : vectors && _sizes[next].IsWhole(4) ? 1 : 2))
            {
                _offsets[next] = offset;
                offset += _sizes[next];
            }
        }

        return _offsets[slot];
    }

    public Dim Total => _sizes.Aggregate(Dim.Zero, (sum, size) => sum + size);
}

using System;
using System.Collections.Generic;
using System.Threading;
using ModelGen.Cpu;

namespace ModelGen;

/// <summary>All parameters of one model in one flat buffer, and their gradients in a second one of the same layout.</summary>
/// <remarks>Optimizers, clipping and checkpoints see two arrays, not hundreds of small ones. Each parameter starts on a
/// 64-byte boundary; the few floats between two parameters are 0 in both buffers, and training keeps them so. More than an
/// array holds, about 2 thousand million floats, lie in several such pairs (<see cref="Parameter.Segment"/>). Memory is taken when it is first asked for.</remarks>
public sealed partial class ParameterStore
{
    private const int Alignment = 16; // floats in a cache line

    private const long MostFloats = 1L << 40;

    private readonly List<StoreSegment> _segments = [];
    private readonly int _segmentFloats;
    private readonly ulong _seed;
    private readonly long _capacity;
    private readonly List<Parameter> _parameters = [];
    private readonly List<Parameter> _tensors = [];
    private AlignedBuffer _buffers;
    private int _bufferEnd;
    private int _packStart = -1;
    private int _packFirst;
    private int _frozen;
    private Dictionary<Parameter, (Initializer Init, ulong Key)>? _undrawn;

    /// <summary>A store with room for <paramref name="count"/> floats, alignment included.</summary>
    /// <param name="count">An upper bound; see <see cref="Add"/> for what a parameter takes.</param>
    /// <param name="seed">The seed of all initial values.</param>
    /// <param name="buffers">The same upper bound for what is not trained.</param>
    /// <param name="draws">Whether parameters get their first values when they are added; else they are 0 until weights are loaded.</param>
    public ParameterStore(long count, ulong seed, long buffers = 0, bool draws = true)
        : this(count, seed, buffers, draws, StoreSegment.MostFloats)
    {
    }

    /// <param name="segmentFloats">What one segment holds, a multiple of 16.</param>
    internal ParameterStore(long count, ulong seed, long buffers, bool draws, int segmentFloats)
    {
        if (!draws) _undrawn = [];
        ArgumentOutOfRangeException.ThrowIfNegative(buffers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buffers, Array.MaxLength - 2 * Alignment);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostFloats);
        (_capacity, _seed, _segmentFloats) = (count, seed, segmentFloats);
        _segments.Add(new StoreSegment((int)Math.Min(count, segmentFloats)));
        _buffers = AlignedBuffer.Zeros(buffers);
    }

    /// <summary>All parameters in the order of weight files; packed views are not listed.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>All tensors of a weight file in its order: parameters and buffers.</summary>
    public IReadOnlyList<Parameter> Tensors => _tensors;

    /// <summary>The values of all buffers: what belongs to the model but is not trained.</summary>
    public Span<float> BufferValues => _buffers.Span[.._bufferEnd];

    /// <summary>All values, with zeros between parameters.</summary>
    /// <exception cref="InvalidOperationException">Some are held as small numbers (<see cref="Quantization.Quantizer"/>), or there are more than one span holds: see <see cref="Parameter.Value"/>.</exception>
    public Span<float> Values => Whole("weights").Values;

    /// <summary>All gradients, laid out as <see cref="Values"/>; allocated, as zeros, when first asked for.</summary>
    /// <exception cref="InvalidOperationException">Weights are held as small numbers, which are not trained (<see cref="Quantization.Quantizer"/>), or there are more than one span holds: see <see cref="Parameter.Gradient"/>.</exception>
    public Span<float> Gradients
    {
        get
        {
            // Whoever has them all may write those of frozen parameters, too.
            if (_frozen > 0) _parameters.ForEach(parameter => parameter.ExpectGradient());
            return Whole("gradients").Gradients;
        }
    }

    /// <summary>Pairs of arrays: one, unless there are more floats than an array holds.</summary>
    internal List<StoreSegment> Segments => _pieces is null ? _segments : throw NoFloats("The weights");

    /// <summary>Whether <see cref="Gradients"/> has been asked for yet.</summary>
    public bool HasGradients => _segments.Exists(segment => segment.HasGradients);

    /// <summary>Changes whenever a parameter is frozen or unfrozen.</summary>
    internal int FrozenVersion { get; private set; }

    /// <summary>Beginnings of names of tensors that weight files may have and the model leaves: those of a head that it has not.</summary>
    internal IReadOnlyList<string> PassedOver { get; private set; } = [];

    /// <summary>Tensors of weight files whose names begin so are no fault: loading reports them, and takes none.</summary>
    public void PassOver(params string[] beginnings)
    {
        ArgumentNullException.ThrowIfNull(beginnings);
        PassedOver = [.. PassedOver, .. beginnings];
    }

    /// <summary>Sets every gradient to 0.</summary>
    public void ZeroGradients()
    {
        if (_frozen == 0)
        {
            foreach (StoreSegment segment in Segments) segment.Gradients.Clear();
            return;
        }

        foreach (Parameter parameter in _parameters)
        {
            if (!parameter.IsFrozen) parameter.Gradient.Clear();
        }

        DropFrozenGradients();
    }

    /// <summary>Appends a parameter and draws its first values.</summary>
    /// <param name="name">Its name in weight files, unique in the store.</param>
    /// <param name="init">The distribution of its first values.</param>
    /// <param name="shape">Row-major sizes. Takes their product, rounded up to 16 floats outside a pack.</param>
    /// <param name="transposed">Whether weight files hold the transpose; for matrices only.</param>
    /// <param name="layout">What else is different about it there; not with <paramref name="transposed"/>.</param>
    /// <param name="isMatrix">Prediction reads it through <see cref="Parameter.Matrix"/> alone, so that it need not be held as floats.</param>
    public Parameter Add(string name, Initializer init, ReadOnlySpan<int> shape, bool transposed = false, Weights.FileLayout? layout = null, bool isMatrix = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (transposed && shape.Length != 2) throw new ArgumentException($"Parameter '{name}' is not a matrix and cannot be stored transposed", nameof(transposed));
        if (transposed && layout is not null) throw new ArgumentException($"Parameter '{name}' is stored transposed and has no other layout", nameof(layout));
        layout?.Check(shape, name);
        CheckNew(name);
        if (_packStart < 0) _segments[^1].Align();
        int count = CountOf(shape, name);
        if (count > _capacity - Floats) throw new InvalidOperationException($"The store of {_capacity} floats has no room for '{name}' ({count} floats)");
        if (count > _segments[^1].Room) BeginSegment(count, name);
        Parameter parameter = new(this, name, _segments[^1].End, shape, transposed, layout: layout) { IsMatrix = isMatrix, Segment = _segments.Count - 1 };
        _segments[^1].End += count;
        ulong key = CounterRandom.Derive(_seed, (ulong)_parameters.Count);
        if (_undrawn is null) init.Fill(parameter.Value, key);
        else _undrawn.Add(parameter, (init, key));
        _parameters.Add(parameter);
        _tensors.Add(parameter);
        if (_packStart < 0) _units.Add(parameter);
        return parameter;
    }

    /// <summary>Appends a buffer: a tensor of the model that is saved and loaded with it, but not trained.</summary>
    /// <param name="name">Its name in weight files, unique in the store.</param>
    /// <param name="init">Its first values, a constant.</param>
    /// <param name="shape">Row-major sizes.</param>
    public Parameter AddBuffer(string name, Initializer init, ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckNew(name);
        int start = (_bufferEnd + Alignment - 1) / Alignment * Alignment;
        Parameter buffer = new(this, name, start, shape, transposed: false, isBuffer: true);
        if (buffer.Count > _buffers.Length - start) throw new InvalidOperationException($"The store of {_buffers.Length} floats of buffers has no room for '{name}' ({buffer.Count} floats)");
        _bufferEnd = start + buffer.Count;
        init.Fill(buffer.Value, _seed);
        _tensors.Add(buffer);
        return buffer;
    }

    /// <summary>Parameters added from here to <see cref="EndPack"/> lie side by side without gaps.</summary>
    public void BeginPack()
    {
        if (_packStart >= 0) throw new InvalidOperationException("BeginPack is called twice without EndPack");
        _segments[^1].Align();
        (_packStart, _packFirst) = (_segments[^1].End, _parameters.Count);
    }

    /// <summary>Ends a pack: one view over all of its parameters, for a kernel that reads them as one matrix.</summary>
    /// <param name="shape">The view's sizes; their product is the sum of the packed parameters' counts.</param>
    public Parameter EndPack(ReadOnlySpan<int> shape)
    {
        if (_packStart < 0) throw new InvalidOperationException("EndPack is called without BeginPack");
        Parameter[] members = [.. _parameters[_packFirst..]];
        Parameter view = new(this, string.Join(" + ", Array.ConvertAll(members, parameter => parameter.Name)), _packStart, shape, transposed: false, members: members) { Segment = _segments.Count - 1 };
        int packed = _segments[^1].End - _packStart;
        if (view.Count != packed) throw new ArgumentException($"Packed parameters hold {packed} floats, the view {Guard.Describe(shape)} has {view.Count}", nameof(shape));
        _packStart = -1;
        view.IsMatrix = _parameters[_packFirst..].TrueForAll(parameter => parameter.IsMatrix);
        _units.Add(view);
        return view;
    }

    /// <summary>Draws those parameters that were to be loaded and were not; the values are those that a store that draws would have.</summary>
    internal void Draw(IEnumerable<Parameter> missing)
    {
        if (_undrawn is null) return;
        foreach (Parameter parameter in missing)
        {
            if (_undrawn.TryGetValue(parameter, out (Initializer Init, ulong Key) draw)) Draw(parameter, draw.Init, draw.Key);
        }

        _undrawn = null;
    }

    /// <summary>False between a constructor that does not draw and the weights that it loads.</summary>
    internal bool IsDrawn => _undrawn is null;

    internal bool Has(Parameter parameter) => _tensors.Contains(parameter);

    internal void CountFrozen(int change)
    {
        FrozenVersion++;
        _frozen += change;
    }

    /// <summary>A backward pass computes the gradients of some frozen parameters like any other; nobody is to see them.</summary>
    internal void DropFrozenGradients()
    {
        if (_frozen == 0 || !HasGradients) return;
        foreach (Parameter parameter in _parameters)
        {
            if (parameter.IsFrozen) parameter.DropGradient();
        }
    }

    internal static int CountOf(ReadOnlySpan<int> shape, string name)
    {
        long count = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count *= size;
            if (count > Array.MaxLength) throw new ArgumentException($"Parameter '{name}' {Guard.Describe(shape)} has more than {Array.MaxLength} elements", nameof(shape));
        }

        return (int)count;
    }

    private void CheckNew(string name)
    {
        foreach (Parameter other in _tensors)
        {
            if (other.Name == name) throw new ArgumentException($"The store already has a parameter '{name}'", nameof(name));
        }
    }

    /// <summary>Floats that are taken, alignment included.</summary>
    internal long Floats
    {
        get
        {
            long end = 0;
            foreach (StoreSegment segment in _segments) end += segment.End;
            return end;
        }
    }

    private StoreSegment Whole(string what) => Segments.Count == 1 ? _segments[0]
        : throw new InvalidOperationException($"The {Floats} {what} are more than one span holds: take those of each parameter");

    /// <summary>Goes on in another pair of arrays; a pack that has begun goes with it, for a kernel reads it as one.</summary>
    private void BeginSegment(int count, string name)
    {
        StoreSegment last = _segments[^1];
        int moved = _packStart < 0 ? 0 : last.End - _packStart;
        if (count > _segmentFloats - moved) throw new InvalidOperationException($"'{name}' and what is packed with it have {(long)count + moved} floats, of which at most {_segmentFloats} lie side by side");
        StoreSegment next = new((int)Math.Min(_segmentFloats, _capacity - Floats + moved)) { End = moved };
        if (moved > 0)
        {
            if (last.HasValues)
            {
                last.Values.Slice(_packStart, moved).CopyTo(next.Values);
                last.Values.Slice(_packStart, moved).Clear();
            }

            last.End = _packStart;
            foreach (Parameter member in _parameters[_packFirst..]) member.Move(_segments.Count, member.Offset - _packStart);
            _packStart = 0;
        }

        _segments.Add(next);
    }
}

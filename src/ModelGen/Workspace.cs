using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using ModelGen.Cpu;

namespace ModelGen;

/// <summary>The memory of one forward or backward pass: one arena that the compiler's plan divides up.</summary>
/// <remarks>A workspace serves one thread at a time; give each thread that predicts its own. It grows when a larger
/// batch or sequence asks for more and never shrinks, so a repeated step allocates nothing.</remarks>
public sealed class Workspace
{
    private AlignedBuffer? _floats;
    private long _floatCount;
    private int[] _ints = [];
    private int[] _sizes = [];
    private object? _model; // whose forward pass the arena holds
    private ulong _key;
    private bool _hasKey;

    /// <summary>An empty workspace; kernels called with it run on <paramref name="team"/>, or on the shared team.</summary>
    public Workspace(ThreadTeam? team = null) => Team = team ?? ThreadTeam.Shared;

    /// <summary>The threads that work for this workspace.</summary>
    public ThreadTeam Team { get; }

    /// <summary>The batch size of the last forward pass; set by emitted code.</summary>
    public int Batch { get; set; }

    /// <summary>The sequence length of the last forward pass; set by emitted code.</summary>
    public int Length { get; set; }

    /// <summary>A size of the last forward pass beside batch and length, such as the length of a second sequence; for emitted code.</summary>
    /// <param name="index">As emitted code numbers them.</param>
    public int Size(int index) => _sizes[index];

    /// <summary>Keeps a size for <see cref="Size"/>; for emitted code.</summary>
    public void SetSize(int index, int value)
    {
        if (_sizes.Length <= index) Array.Resize(ref _sizes, index + 1);
        _sizes[index] = value;
    }

    /// <summary>The key of the random numbers of the current step (dropout).</summary>
    /// <remarks>Each forward pass takes its model's next key, so that no two passes of a model, and no two models of different seeds, draw the same; the model's
    /// <c>RandomState</c> is what a checkpoint saves. Once set, this workspace draws from a stream of its own, which begins here.</remarks>
    public ulong RandomKey
    {
        get => Volatile.Read(ref _key);
        set
        {
            Volatile.Write(ref _key, value);
            _hasKey = true;
        }
    }

    /// <summary>Advances <see cref="RandomKey"/> to the next step's key and returns it. Several threads get different keys.</summary>
    public ulong NextRandomKey()
    {
        while (true)
        {
            ulong key = Volatile.Read(ref _key), next = CounterRandom.Derive(key, 1);
            if (Interlocked.CompareExchange(ref _key, next, key) == key) return next;
        }
    }

    /// <summary>Begins a forward pass: takes a key, from <paramref name="source"/> unless this workspace has a stream of its own. Called by emitted code.</summary>
    /// <param name="source">The model's own workspace.</param>
    public void BeginForward(Workspace source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _model = null;
        if (_hasKey) NextRandomKey();
        else Volatile.Write(ref _key, source.NextRandomKey());
    }

    /// <summary>Ends a forward pass: a backward pass of <paramref name="model"/> may follow. Called by emitted code.</summary>
    public void EndForward(object model) => _model = model;

    /// <summary>Checks that a backward pass finds what it reads. Called by emitted code.</summary>
    /// <param name="model">Whose backward pass.</param>
    /// <param name="name">Its class, for the message.</param>
    /// <exception cref="InvalidOperationException">The last forward pass on this workspace was none of this model, or there was none.</exception>
    public void CheckForward(object model, string name)
    {
        if (ReferenceEquals(_model, model)) return;
        string found = _model is null ? "" : _model.GetType() == model.GetType() ? "; it holds that of another instance" : $"; it holds that of a {_model.GetType().Name}";
        throw new InvalidOperationException($"{name}: call Forward on this workspace before Backward{found}");
    }

    /// <summary>The first <paramref name="count"/> floats of the arena, 64-byte aligned.</summary>
    /// <remarks>Contents survive from call to call while the arena does not have to grow; they are never cleared.</remarks>
    public Span<float> Floats(long count)
    {
        if (_floats is null || _floatCount < count) GrowFloats(count);
        return _floats.Span[..(int)count];
    }

    /// <summary>The first <paramref name="count"/> integers of a second arena, under the same rules.</summary>
    public Span<int> Ints(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_ints.Length < count) (_ints, _model) = (new int[count], null);
        return _ints.AsSpan(0, count);
    }

    [MemberNotNull(nameof(_floats))]
    private void GrowFloats(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Array.MaxLength - 32) throw new ArgumentOutOfRangeException(nameof(count), $"This batch needs {count} floats of activations, more than one array can hold ({Array.MaxLength - 32}): use smaller batches and accumulate gradients");
        _floats = new AlignedBuffer(count);
        (_floatCount, _model) = (count, null);
    }
}

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Cpu.Small;

namespace ModelGen;

/// <summary>A named, trainable tensor: a window into its store's flat buffers.</summary>
public sealed class Parameter : IParameterNode
{
    private readonly ParameterStore _store;
    private readonly int[] _shape;
    private readonly nint[] _lengths;

    private readonly Parameter[] _members; // whose values a view has; empty for a parameter of its own
    private bool _mayHaveGradient;

    internal Parameter(ParameterStore store, string name, int offset, ReadOnlySpan<int> shape, bool transposed, bool isBuffer = false, Weights.FileLayout? layout = null, Parameter[]? members = null)
    {
        _members = members ?? [];
        (_store, Name, Offset, Transposed, IsBuffer) = (store, name, offset, transposed, isBuffer);
        _shape = shape.ToArray();
        Layout = layout;
        _lengths = Array.ConvertAll(_shape, size => (nint)size);
        Count = ParameterStore.CountOf(shape, name);
    }

    /// <summary>The name in weight files.</summary>
    public string Name { get; }

    /// <summary>Row-major sizes, [out, in] for the weights of a linear layer; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>Whether weight files hold the transpose of this matrix (gpt2's Conv1D layout, [in, out]).</summary>
    public bool Transposed { get; }

    /// <summary>Prediction reads it through <see cref="Matrix"/> alone.</summary>
    internal bool IsMatrix { get; set; }

    /// <summary>The rows of a larger matrix that this is a view of, as they were asked for last.</summary>
    internal SmallMatrix? SmallView { get; set; }

    /// <summary>The small numbers; null: the values are floats.</summary>
    internal SmallMatrix? Small => _store.SmallOf(this);

    /// <summary>What else is different about it in weight files.</summary>
    internal Weights.FileLayout? Layout { get; }

    /// <summary>The values, row-major.</summary>
    /// <exception cref="InvalidOperationException">They are held as small numbers: <see cref="Read"/> gives a copy.</exception>
    public Span<float> Value => IsBuffer ? _store.BufferValues.Slice(Offset, Count) : _store.FloatsOf(this);

    /// <summary>The values as products and tables read them: floats, or small numbers with their scales. For emitted code.</summary>
    public WeightMatrix Matrix => _store.IsSmall ? _store.MatrixOf(this) : Value;

    /// <summary>How the values are held.</summary>
    public Quantization.Weights Format => Small?.Format ?? Quantization.Weights.Float32;

    /// <summary>Copies the values; of small numbers, those times their scales.</summary>
    /// <param name="values"><see cref="Count"/> numbers, row-major.</param>
    public void Read(Span<float> values)
    {
        if (values.Length != Count) throw new ArgumentException($"'{Name}' has {Count} values, the memory {values.Length}", nameof(values));
        if (Small is { } small)
        {
            for (int row = 0; row < small.Rows; row++) small.Read(row, values.Slice(row * small.Columns, small.Columns));
        }
        else
        {
            Value.CopyTo(values);
        }
    }

    /// <summary>The gradient of the loss, row-major; the buffer is allocated when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">It is not trained.</exception>
    public Span<float> Gradient
    {
        get
        {
            if (IsBuffer) throw new InvalidOperationException($"'{Name}' is not trained and has no gradient");
            _mayHaveGradient = true;
            foreach (Parameter member in _members) member._mayHaveGradient = true;
            return _store.Segments[Segment].Gradients.Slice(Offset, Count);
        }
    }

    /// <summary>The gradient; nothing of a frozen parameter, for kernels that can do without. Called by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<float> WantedGradient => IsFrozen || (_members.Length > 0 && Array.TrueForAll(_members, member => member.IsFrozen)) ? default : Gradient;

    /// <summary>Not trained, but part of the model and of its weight file: a running statistic.</summary>
    public bool IsBuffer { get; }

    /// <summary>Whether training leaves it as it is.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Training leaves it as it is from now on: no update, no weight decay, no share in the gradients' norm; a running statistic stays.</summary>
    /// <remarks>What an optimizer remembers of it stays too, for when it is unfrozen. Freezing is code, not data: files do not know of it.</remarks>
    /// <exception cref="InvalidOperationException">It is a view of rows.</exception>
    public void Freeze() => Set(frozen: true);

    /// <summary>Undoes <see cref="Freeze"/>.</summary>
    /// <exception cref="InvalidOperationException">It is a view of rows.</exception>
    public void Unfreeze() => Set(frozen: false);

    /// <summary>Where the values start in <see cref="ParameterStore.Values"/>, or in <see cref="ParameterStore.BufferValues"/>; of a store of several segments, in its segment.</summary>
    public int Offset { get; private set; }

    /// <summary>Which pair of arrays of its store has values and gradient: 0, unless all parameters are more than an array holds.</summary>
    public int Segment { get; internal set; }

    /// <summary>The values as a tensor of this parameter's shape; writing to it writes to the parameter.</summary>
    public TensorSpan<float> AsTensor() => new(Value, _lengths);

    /// <summary>A view of <paramref name="count"/> entries of the first axis from <paramref name="first"/> on: rows of a matrix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rows do not exist.</exception>
    public Parameter Rows(int first, int count)
    {
        if (_shape.Length == 0) throw new InvalidOperationException($"Parameter '{Name}' is a scalar and has no rows");
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _shape[0] - first);
        int row = _shape[0] == 0 ? 0 : Count / _shape[0];
        int[] shape = [.. _shape];
        shape[0] = count;
        return new Parameter(_store, $"{Name}[{first}..{first + count}]", Offset + first * row, shape, transposed: false, IsBuffer, members: _members.Length > 0 ? _members : [this]) { IsMatrix = IsMatrix, Segment = Segment };
    }

    IReadOnlyList<Parameter> IParameterNode.All => [this];

    /// <summary>Sets a gradient to 0 that somebody asked for since the last time: one that nobody wrote needs no memory.</summary>
    internal void DropGradient()
    {
        if (_mayHaveGradient) _store.Segments[Segment].Gradients.Slice(Offset, Count).Clear();
        _mayHaveGradient = false;
    }

    /// <summary>Lies elsewhere from now on.</summary>
    internal void Move(int segment, int offset) => (Segment, Offset) = (segment, offset);

    /// <summary>Somebody may have written it by another way.</summary>
    internal void ExpectGradient() => _mayHaveGradient = true;

    private void Set(bool frozen)
    {
        if (!_store.Has(this)) throw new InvalidOperationException($"'{Name}' is a view of other parameters, of which optimizers know nothing: freeze those");
        if (IsFrozen == frozen) return;
        (IsFrozen, _mayHaveGradient) = (frozen, true);
        _store.CountFrozen(frozen ? 1 : -1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Guard.Describe(_shape)}";
}

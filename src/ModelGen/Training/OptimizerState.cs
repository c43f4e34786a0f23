using System;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>A buffer of an optimizer with one number for each parameter value: a moment, a velocity.</summary>
public sealed class OptimizerState
{
    private readonly AlignedBuffer[] _buffers; // of each segment

    /// <summary>A buffer of zeros for the parameters that <paramref name="store"/> has now.</summary>
    /// <param name="name">The name in checkpoints.</param>
    /// <param name="store">The parameters.</param>
    public OptimizerState(string name, ParameterStore store)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(store);
        Name = name;
        _buffers = [.. store.Segments.Select(segment => AlignedBuffer.Zeros(segment.End))];
    }

    /// <summary>The name in checkpoints: <c>m</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers, laid out as <see cref="ParameterStore.Values"/>.</summary>
    /// <exception cref="InvalidOperationException">There are more than one span holds: see <see cref="Of"/>.</exception>
    public Span<float> Values => _buffers.Length == 1 ? _buffers[0].Span : throw new InvalidOperationException($"The numbers of the state '{Name}' are more than one span holds: take those of each parameter");

    /// <summary>The numbers of one parameter.</summary>
    public Span<float> Of(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _buffers[parameter.Segment].Span.Slice(parameter.Offset, parameter.Count);
    }

    /// <summary>Takes the values of a store.</summary>
    internal void CopyFrom(ParameterStore store)
    {
        for (int i = 0; i < _buffers.Length; i++) store.Segments[i].Values.CopyTo(_buffers[i].Span);
    }

    /// <summary>Sets the values of a store.</summary>
    internal void CopyTo(ParameterStore store)
    {
        for (int i = 0; i < _buffers.Length; i++) _buffers[i].Span.CopyTo(store.Segments[i].Values);
    }

    internal void CopyTo(OptimizerState other)
    {
        for (int i = 0; i < _buffers.Length; i++) _buffers[i].Span.CopyTo(other._buffers[i].Span);
    }

    /// <summary>The numbers of one segment of the store.</summary>
    internal Span<float> Segment(int segment) => _buffers[segment].Span;
}

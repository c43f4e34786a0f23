using System;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Weights;

/// <summary>Weights that were read but are not the model's yet, laid out as its store.</summary>
internal sealed class StagedWeights
{
    private readonly AlignedBuffer[] _values; // of each segment
    private readonly AlignedBuffer _buffers;

    /// <summary>What the store has: what is not read stays.</summary>
    public StagedWeights(ParameterStore store)
    {
        _values = [.. store.Segments.Select(segment => new AlignedBuffer(segment.End))];
        _buffers = new(store.BufferValues.Length);
        for (int i = 0; i < _values.Length; i++) store.Segments[i].Values.CopyTo(_values[i].Span);
        store.BufferValues.CopyTo(_buffers.Span);
    }

    public Span<float> Of(Parameter parameter) => (parameter.IsBuffer ? _buffers : _values[parameter.Segment]).Span.Slice(parameter.Offset, parameter.Count);

    public void CopyTo(ParameterStore store)
    {
        for (int i = 0; i < _values.Length; i++) _values[i].Span.CopyTo(store.Segments[i].Values);
        _buffers.Span.CopyTo(store.BufferValues);
    }
}

using System;
using ModelGen.Cpu;

namespace ModelGen.Weights;

/// <summary>Weights that were read but are not the model's yet, laid out as its store.</summary>
internal sealed class StagedWeights
{
    private readonly AlignedBuffer _values;
    private readonly AlignedBuffer _buffers;

    /// <summary>What the store has: what is not read stays.</summary>
    public StagedWeights(ParameterStore store)
    {
        _values = new(store.Values.Length);
        _buffers = new(store.BufferValues.Length);
        store.Values.CopyTo(_values.Span);
        store.BufferValues.CopyTo(_buffers.Span);
    }

    public Span<float> Of(Parameter parameter) => (parameter.IsBuffer ? _buffers : _values).Span.Slice(parameter.Offset, parameter.Count);

    public void CopyTo(ParameterStore store)
    {
        _values.Span.CopyTo(store.Values);
        _buffers.Span.CopyTo(store.BufferValues);
    }
}

using System;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>A buffer of an optimizer with one number for each parameter value: a moment, a velocity.</summary>
public sealed class OptimizerState
{
    private readonly AlignedBuffer _buffer;

    internal OptimizerState(string name, int count)
    {
        Name = name;
        _buffer = new AlignedBuffer(count);
        _buffer.Clear();
    }

    /// <summary>The name in checkpoints: <c>m</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers, laid out as <see cref="ParameterStore.Values"/>.</summary>
    public Span<float> Values => _buffer.Span;
}

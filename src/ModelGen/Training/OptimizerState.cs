using System;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>A buffer of an optimizer with one number for each parameter value: a moment, a velocity.</summary>
public sealed class OptimizerState
{
    private readonly AlignedBuffer _buffer;

    /// <summary>A buffer of zeros for the parameters that <paramref name="store"/> has now.</summary>
    /// <param name="name">The name in checkpoints.</param>
    /// <param name="store">The parameters.</param>
    public OptimizerState(string name, ParameterStore store)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(store);
        Name = name;
        _buffer = AlignedBuffer.Zeros(store.Values.Length);
    }

    /// <summary>The name in checkpoints: <c>m</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers, laid out as <see cref="ParameterStore.Values"/>.</summary>
    public Span<float> Values => _buffer.Span;
}

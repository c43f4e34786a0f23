using System;

namespace ModelGen.RandomModels.Tests;

/// <summary>What a subject does wrong; nothing if left out.</summary>
internal sealed class Fault
{
    public Action<float[]> Prediction { get; init; } = _ => { };

    public Action<float[]> InputGradient { get; init; } = _ => { };

    public Change Gradients { get; init; } = _ => { };

    public float Loss { get; init; } = 1;

    internal delegate void Change(Span<float> values);
}

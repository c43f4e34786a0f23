using System;

namespace ModelGen.Cpu;

/// <summary>
/// What is done to the elements of a matrix product while they are in cache. Empty spans stand for "absent". In this order: add the
/// bias; write the value to <see cref="PreActivation"/>; apply <see cref="Activation"/>, or, where <see cref="DerivativeAt"/> is given,
/// multiply by its derivative there; add <see cref="Residual"/>.
/// </summary>
public readonly ref struct GemmEpilogue
{
    /// <summary>[n], added to every row.</summary>
    public ReadOnlySpan<float> Bias { get; init; }

    /// <summary>The function applied, or differentiated.</summary>
    public Activation Activation { get; init; }

    /// <summary>[m, n] with the leading dimension of C: receives the values before the activation.</summary>
    public Span<float> PreActivation { get; init; }

    /// <summary>[m, n] with the leading dimension of C: the values multiply by the derivative of <see cref="Activation"/> at these.</summary>
    public ReadOnlySpan<float> DerivativeAt { get; init; }

    /// <summary>[m, n] with the leading dimension of C: added last. Must not overlap C.</summary>
    public ReadOnlySpan<float> Residual { get; init; }
}

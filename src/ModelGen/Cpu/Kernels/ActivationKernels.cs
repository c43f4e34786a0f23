using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Activations on their own; behind a linear layer they are part of the matrix product.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivationKernels
{
    private const int CheapChunk = 64 * 1024;
    private const int Chunk = 16 * 1024;

    /// <summary>y = f(x).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="activation">The function.</param>
    /// <param name="x">[count].</param>
    /// <param name="y">[count]; may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, Activation activation, ReadOnlySpan<float> x, Span<float> y, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        Check.Shape(y, count);
        switch (activation)
        {
            case Activation.None: x.CopyTo(y); break;
            case Activation.Relu: Map.Run(team, default(ActivationMap<Simd.Relu>), x, y, CheapChunk); break;
            case Activation.Gelu: Map.Run(team, default(ActivationMap<Simd.Gelu>), x, y, Chunk); break;
            case Activation.GeluTanh: Map.Run(team, default(ActivationMap<Simd.GeluTanh>), x, y, Chunk); break;
            case Activation.Silu: Map.Run(team, default(ActivationMap<Simd.Silu>), x, y, Chunk); break;
            case Activation.Tanh: Map.Run(team, default(ActivationMap<Simd.Tanh>), x, y, Chunk); break;
            case Activation.Sigmoid: Map.Run(team, default(ActivationMap<Simd.Sigmoid>), x, y, Chunk); break;
            case Activation.Softplus: Map.Run(team, default(ActivationMap<Simd.Softplus>), x, y, Chunk); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation.");
        }
    }

    /// <summary>dx = dy · f'(x).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="activation">The function.</param>
    /// <param name="dy">[count].</param>
    /// <param name="x">[count]: what went into the function, not what came out.</param>
    /// <param name="dx">[count]; may be <paramref name="dy"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, Activation activation, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dx, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, count);
        Check.Shape(x, count);
        Check.Shape(dx, count);
        switch (activation)
        {
            case Activation.None: dy.CopyTo(dx); break;
            case Activation.Relu: Map.Run2(team, default(ActivationGradientMap<Simd.Relu>), dy, x, dx, CheapChunk); break;
            case Activation.Gelu: Map.Run2(team, default(ActivationGradientMap<Simd.Gelu>), dy, x, dx, Chunk); break;
            case Activation.GeluTanh: Map.Run2(team, default(ActivationGradientMap<Simd.GeluTanh>), dy, x, dx, Chunk); break;
            case Activation.Silu: Map.Run2(team, default(ActivationGradientMap<Simd.Silu>), dy, x, dx, Chunk); break;
            case Activation.Tanh: Map.Run2(team, default(ActivationGradientMap<Simd.Tanh>), dy, x, dx, Chunk); break;
            case Activation.Sigmoid: Map.Run2(team, default(ActivationGradientMap<Simd.Sigmoid>), dy, x, dx, Chunk); break;
            case Activation.Softplus: Map.Run2(team, default(ActivationGradientMap<Simd.Softplus>), dy, x, dx, Chunk); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation.");
        }
    }
}

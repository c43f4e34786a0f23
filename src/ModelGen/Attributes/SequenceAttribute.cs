using System;

namespace ModelGen;

/// <summary>A sequence of feature vectors, [T&lt;=MaxLength, F]; the length of each batch is known at run time.</summary>
/// <param name="features">F.</param>
/// <remarks>Stands on a class, before its layers, or on a parameter of a graph method (<see cref="ForwardAttribute"/>).</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class SequenceAttribute(int features) : LayerAttribute
{
    /// <summary>F.</summary>
    public int Features { get; } = features;

    /// <summary>The longest sequence.</summary>
    public required int MaxLength { get; set; }

    /// <summary>In a graph method: what its length is called. Inputs with one name have one length, and <c>[Tensor]</c> may have it as an axis.</summary>
    public string? Axis { get; set; }
}

using System;

namespace ModelGen;

/// <summary>
/// The shape of one example, without the batch axis: one size is [F:n], two are plain axes [a, b] that only <c>Flatten</c> and <c>Reshape</c>
/// accept, three are an image [C, H, W], channels first.
/// </summary>
/// <param name="sizes">One, two or three sizes, each at least 1.</param>
/// <remarks>Stands on a class, before its layers, or on a parameter of a graph method (<see cref="ForwardAttribute"/>).</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] sizes) : LayerAttribute
{
    /// <summary>One, two or three sizes.</summary>
    public int[] Sizes { get; } = sizes;
}

using System;

namespace ModelGen;

/// <summary>
/// An input of a graph method with named axes: <c>[Tensor("N&lt;=500", "F:16")]</c>. Each is <c>NAME&lt;=MAX</c>, an axis whose size a call brings, <c>ROLE:SIZE</c>, or a plain number. T, F, C, H and W are the
/// roles of steps, features, channels, rows and columns; B is the batch's, which is implied. One name is one size in the whole model, checked when it is called.
/// </summary>
/// <param name="axes">At least one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TensorAttribute(params string[] axes) : Attribute
{
    /// <summary>The axes of one example.</summary>
    public string[] Axes { get; } = axes;
}

using System;

namespace ModelGen;

/// <summary>An input of a graph method that is one id for each example, or along axes for each step or node: <c>[Id(3, "N&lt;=500")]</c>. <c>Embedding</c> takes it: i32[] -> [F].</summary>
/// <param name="count">Ids are below this; at least 1.</param>
/// <param name="axes">As in <see cref="TensorAttribute"/>; none for one id an example.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IdAttribute(int count, params string[] axes) : Attribute
{
    /// <summary>Ids are below this.</summary>
    public int Count { get; } = count;

    /// <summary>The axes of one example.</summary>
    public string[] Axes { get; } = axes;
}

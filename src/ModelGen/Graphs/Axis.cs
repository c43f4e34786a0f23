using System;

namespace ModelGen;

/// <summary>An axis of a value in a graph method: by its role, by its place, or by the name that <see cref="TensorAttribute"/> gives it.</summary>
/// <inheritdoc cref="Symbol" path="/remarks"/>
public readonly struct Axis
{
    /// <summary>T: the steps of a sequence.</summary>
    public static Axis Time => throw Graph.Unread();

    /// <summary>F: features.</summary>
    public static Axis Feature => throw Graph.Unread();

    /// <summary>C: channels of an image.</summary>
    public static Axis Channel => throw Graph.Unread();

    /// <summary>H: rows of an image.</summary>
    public static Axis Height => throw Graph.Unread();

    /// <summary>W: columns of an image.</summary>
    public static Axis Width => throw Graph.Unread();

    /// <summary>An axis by its place.</summary>
    /// <param name="place">0 is the first axis of an example: the batch's is not counted.</param>
    public static Axis At(int place) => throw Graph.Unread();

    /// <summary>An axis by its name.</summary>
    /// <param name="name">As <see cref="TensorAttribute"/> says it.</param>
    public static implicit operator Axis(string name) => throw Graph.Unread();
}

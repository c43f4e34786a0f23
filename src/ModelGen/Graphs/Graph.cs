using System;
using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>Operations of graph methods that take several values, or none: <c>using static ModelGen.Graph;</c>.</summary>
/// <inheritdoc cref="Symbol" path="/remarks"/>
public static partial class Graph
{
    /// <summary>Values side by side: along F, or along C where they are images. All other axes must be equal.</summary>
    /// <param name="values">At least two.</param>
    public static Symbol Concat(params Symbol[] values) => Read();

    /// <summary>Values one behind another along an axis. All other axes must be equal.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">At least two.</param>
    public static Symbol Concat(Axis axis, params Symbol[] values) => Read();

    /// <summary>Equal values along a new first axis.</summary>
    /// <param name="name">What the axis is called.</param>
    /// <param name="values">At least one.</param>
    public static Symbol Stack(string name, params Symbol[] values) => Read();

    /// <summary>A layer whose parameters exist once; each call uses them.</summary>
    /// <param name="layer">What it does to its input.</param>
    /// <param name="name">The name of its parameters; otherwise that of the local that it is assigned to.</param>
    /// <param name="weightName">The prefix in weight files, where it is not the name; empty for none.</param>
    public static Layer Shared(Func<Symbol, Symbol> layer, string? name = null, string? weightName = null) => throw Unread();

    /// <inheritdoc cref="Shared(Func{Symbol, Symbol}, string?, string?)"/>
    public static Layer Shared(Func<Symbol, Symbol, Symbol> layer, string? name = null, string? weightName = null) => throw Unread();

    /// <inheritdoc cref="Shared(Func{Symbol, Symbol}, string?, string?)"/>
    public static Layer Shared(Func<Symbol, Symbol, Symbol, Symbol> layer, string? name = null, string? weightName = null) => throw Unread();

    /// <summary>A block whose parameters exist once.</summary>
    /// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
    /// <param name="name">The name of its parameters; otherwise that of the local that it is assigned to.</param>
    /// <param name="weightName">The prefix in weight files, where it is not the name; empty for none.</param>
    public static Layer Shared<TBlock>(string? name = null, string? weightName = null) => throw Unread();

    [DoesNotReturn]
    internal static Symbol Read() => throw Unread();

    [DoesNotReturn]
    internal static int Size() => throw Unread();

    internal static InvalidOperationException Unread() =>
        new("A graph method is read by the compiler and not run: call the model's Predict, Forward or ComputeLoss instead, which it has made of it");
}

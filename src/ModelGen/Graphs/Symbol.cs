using System;

namespace ModelGen;

/// <summary>
/// A value of one example in a graph method (<see cref="ForwardAttribute"/>): an input, or what a layer or an operation makes of others. The batch axis is implied.
/// </summary>
/// <remarks>
/// A graph method is read by the compiler, which emits the passes; nobody runs it. Its members give no value at run time and throw <see cref="InvalidOperationException"/>. docs/graphs.md says what can be
/// read and lists the members with their shapes.
/// </remarks>
public sealed partial class Symbol
{
    private Symbol()
    {
    }

    /// <summary>The size of the last axis: a constant of the compilation.</summary>
    public int Width => Graph.Size();

    /// <summary>C of an image [C, H, W]: a constant of the compilation.</summary>
    public int Channels => Graph.Size();

    /// <summary>H of an image [C, H, W]: a constant of the compilation.</summary>
    public int Height => Graph.Size();

    /// <summary>The longest sequence: a constant of the compilation.</summary>
    public int MaxLength => Graph.Size();

    /// <summary>a + b, element by element.</summary>
    public static Symbol operator +(Symbol a, Symbol b) => Graph.Read();

    /// <summary>a + b for each element of a.</summary>
    public static Symbol operator +(Symbol a, double b) => Graph.Read();

    /// <summary>a + b for each element of b.</summary>
    public static Symbol operator +(double a, Symbol b) => Graph.Read();

    /// <summary>a − b, element by element.</summary>
    public static Symbol operator -(Symbol a, Symbol b) => Graph.Read();

    /// <summary>a − b for each element of a.</summary>
    public static Symbol operator -(Symbol a, double b) => Graph.Read();

    /// <summary>a − b for each element of b.</summary>
    public static Symbol operator -(double a, Symbol b) => Graph.Read();

    /// <summary>a · b, element by element.</summary>
    public static Symbol operator *(Symbol a, Symbol b) => Graph.Read();

    /// <summary>a · b for each element of a.</summary>
    public static Symbol operator *(Symbol a, double b) => Graph.Read();

    /// <summary>a · b for each element of b.</summary>
    public static Symbol operator *(double a, Symbol b) => Graph.Read();

    /// <summary>a / b, element by element.</summary>
    public static Symbol operator /(Symbol a, Symbol b) => Graph.Read();

    /// <summary>a / b for each element of a.</summary>
    public static Symbol operator /(Symbol a, double b) => Graph.Read();

    /// <summary>a / b for each element of b.</summary>
    public static Symbol operator /(double a, Symbol b) => Graph.Read();

    /// <summary>−a for each element.</summary>
    public static Symbol operator -(Symbol a) => Graph.Read();

    /// <summary>The layers that <paramref name="layers"/> applies stand under a name, in <c>Parameters</c> and in weight files.</summary>
    /// <param name="name">Words with dots between them, <c>layer1.0</c>: a member for each.</param>
    /// <param name="layers">What to do with this value.</param>
    public Symbol Scope(string name, Func<Symbol, Symbol> layers) => Graph.Read();
}

namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>An axis in parts: <c>var (a, b) = x.Split(axis, 3, 5)</c>. The parts are the whole axis.</summary>
    /// <param name="axis">One whose size is known.</param>
    /// <param name="first">The size of the first part.</param>
    /// <param name="second">The size of the second.</param>
    public (Symbol First, Symbol Second) Split(Axis axis, int first, int second) => throw Graph.Unread();

    /// <inheritdoc cref="Split(Axis, int, int)"/>
    /// <param name="third">The size of the third.</param>
    public (Symbol First, Symbol Second, Symbol Third) Split(Axis axis, int first, int second, int third) => throw Graph.Unread();

    /// <inheritdoc cref="Split(Axis, int, int, int)"/>
    /// <param name="fourth">The size of the fourth.</param>
    public (Symbol First, Symbol Second, Symbol Third, Symbol Fourth) Split(Axis axis, int first, int second, int third, int fourth) => throw Graph.Unread();

    /// <inheritdoc cref="Split(Axis, int, int, int, int)"/>
    /// <param name="fifth">The size of the fifth.</param>
    public (Symbol First, Symbol Second, Symbol Third, Symbol Fourth, Symbol Fifth) Split(Axis axis, int first, int second, int third, int fourth, int fifth) => throw Graph.Unread();

    /// <inheritdoc cref="Split(Axis, int, int, int, int, int)"/>
    /// <param name="sixth">The size of the sixth.</param>
    public (Symbol First, Symbol Second, Symbol Third, Symbol Fourth, Symbol Fifth, Symbol Sixth) Split(Axis axis, int first, int second, int third, int fourth, int fifth, int sixth) => throw Graph.Unread();

    /// <summary>An axis in any number of parts.</summary>
    /// <param name="axis">One whose size is known.</param>
    /// <param name="sizes">Of the parts, which are the whole axis.</param>
    public Symbol[] Split(Axis axis, params int[] sizes) => throw Graph.Unread();
}

namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>A gated recurrent unit that begins at a state: [T, F] -> [hidden], the last step's state, or [T, hidden]; twice as wide in both directions.</summary>
    /// <param name="hidden">The size of the state.</param>
    /// <param name="start">[F:hidden]: what it begins at. Of several layers or directions [F:layers · directions · hidden]: the state of each side by side, layer after layer, forwards before backwards, as PyTorch's h_0 has them.</param>
    /// <param name="returnSequences">Gives every step's state, [T, hidden], not just the last one's.</param>
    /// <param name="bidirectional">Goes through the steps in both directions.</param>
    /// <param name="layers">Layers on each other, each reading the states of the one before.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Gru(int hidden, Symbol start, bool returnSequences = false, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>A recurrent layer that begins at a state: h' = tanh(W·x + U·h + b), [T, F] -> [hidden], the last step's state, or [T, hidden]; twice as wide in both directions.</summary>
    /// <inheritdoc cref="Gru(int, Symbol, bool, bool, int, string?, string?)"/>
    public Symbol Rnn(int hidden, Symbol start, bool returnSequences = false, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Long short-term memory that begins at a state: [T, F] -> [hidden], the last step's state, or [T, hidden]; twice as wide in both directions.</summary>
    /// <inheritdoc cref="Gru(int, Symbol, bool, bool, int, string?, string?)"/>
    /// <param name="startCell">The cell that it begins at, of the same width; without one zeros.</param>
    public Symbol Lstm(int hidden, Symbol start, Symbol? startCell = null, bool returnSequences = false, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => Graph.Read();
}

namespace ModelGen;

public sealed partial class Symbol
{
    /// <summary>A gated recurrent unit that begins at a state: [T, F] -> [hidden], the last step's state, or [T, hidden]. One layer, in one direction.</summary>
    /// <param name="hidden">The size of the state.</param>
    /// <param name="start">[F:hidden]: what it begins at.</param>
    /// <param name="returnSequences">Gives every step's state, [T, hidden], not just the last one's.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public Symbol Gru(int hidden, Symbol start, bool returnSequences = false, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>A recurrent layer that begins at a state: h' = tanh(W·x + U·h + b), [T, F] -> [hidden], the last step's state, or [T, hidden]. One layer, in one direction.</summary>
    /// <inheritdoc cref="Gru(int, Symbol, bool, string?, string?)"/>
    public Symbol Rnn(int hidden, Symbol start, bool returnSequences = false, string? name = null, string? weightName = null) => Graph.Read();

    /// <summary>Long short-term memory that begins at a state: [T, F] -> [hidden], the last step's state, or [T, hidden]. One layer, in one direction.</summary>
    /// <inheritdoc cref="Gru(int, Symbol, bool, string?, string?)"/>
    /// <param name="startCell">[F:hidden]: the cell that it begins at; without one zeros.</param>
    public Symbol Lstm(int hidden, Symbol start, Symbol? startCell = null, bool returnSequences = false, string? name = null, string? weightName = null) => Graph.Read();
}

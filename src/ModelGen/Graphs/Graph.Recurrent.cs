namespace ModelGen;

public static partial class Graph
{
    /// <summary>Long short-term memory with what it ends at: [T, F] -> the states of all steps [T, hidden], the last state [hidden] and the last cell [hidden], from which another can go on. Of several layers or directions states and cells are [layers · directions · hidden], side by side as <c>start</c> takes them. Of padded sequences the last real step's.</summary>
    /// <param name="x">[T, F].</param>
    /// <param name="hidden">The size of the state.</param>
    /// <param name="returnSequences">False: the first result is the last state of the last layer.</param>
    /// <param name="bidirectional">Goes through the steps in both directions.</param>
    /// <param name="layers">Layers on each other, each reading the states of the one before.</param>
    /// <param name="name">The name in <c>Parameters</c> and in weight files; otherwise the layer's kind, numbered when repeated.</param>
    /// <param name="weightName">The prefix in weight files, where it is not <paramref name="name"/>; empty for none.</param>
    public static (Symbol Y, Symbol State, Symbol Cell) LstmWithState(Symbol x, int hidden, bool returnSequences = true, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => throw Unread();

    /// <inheritdoc cref="LstmWithState(Symbol, int, bool, bool, int, string?, string?)"/>
    /// <param name="start">[F:hidden], or [F:layers · directions · hidden]: the states that it begins at.</param>
    /// <param name="startCell">The cells that it begins at, of the same width; without one zeros.</param>
    public static (Symbol Y, Symbol State, Symbol Cell) LstmWithState(Symbol x, int hidden, Symbol start, Symbol? startCell = null, bool returnSequences = true, bool bidirectional = false, int layers = 1, string? name = null, string? weightName = null) => throw Unread();
}

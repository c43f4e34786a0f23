using static ModelGen.Graph;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>A stack in both directions that begins at given states.</summary>
[Model]
public partial class Stack
{
    [Forward]
    static (Symbol Y, Symbol State, Symbol Cell) Run([Tokens(Vocabulary = 9, Context = 6, Padding = 0)] Symbol text, [Input(12)] Symbol start, [Input(12)] Symbol startCell) =>
        LstmWithState(text.Embedding(4, name: "words"), 3, start, startCell, bidirectional: true, layers: 2, name: "stack");
}

/// <summary>The same, layer for layer and direction for direction: backwards is forwards over turned steps.</summary>
[Model]
public partial class StackByHand
{
    [Forward]
    static (Symbol Y, Symbol State, Symbol Cell) Run([Tokens(Vocabulary = 9, Context = 6, Padding = 0)] Symbol text, [Input(12)] Symbol start, [Input(12)] Symbol startCell)
    {
        Symbol x = text.Embedding(4, name: "words");
        Symbol[] states = new Symbol[4], cells = new Symbol[4];
        for (int layer = 0; layer < 2; layer++)
        {
            int a = 2 * layer, b = a + 1;
            var (forwards, stateA, cellA) = LstmWithState(x, 3, start.Slice(Axis.Feature, 3 * a, 3), startCell.Slice(Axis.Feature, 3 * a, 3));
            var (turned, stateB, cellB) = LstmWithState(x.Flip(Axis.Time), 3, start.Slice(Axis.Feature, 3 * b, 3), startCell.Slice(Axis.Feature, 3 * b, 3));
            (states[a], states[b], cells[a], cells[b]) = (stateA, stateB, cellA, cellB);
            x = Concat(forwards, turned.Flip(Axis.Time));
        }

        return (x, Concat(states), Concat(cells));
    }
}

/// <summary>Gru and Rnn in stacks and both directions, from states that are learned.</summary>
[Model]
public partial class LearnedStarts
{
    [Forward]
    static Symbol Run([Sequence(3, MaxLength = 5)] Symbol x, [Input(4)] Symbol given)
    {
        Symbol y = x.Gru(2, start: given, layers: 2, returnSequences: true);
        Symbol z = y.Rnn(2, start: given.Tanh(), bidirectional: true, returnSequences: true);
        return Concat(z, z.Lstm(1, start: given, layers: 2, bidirectional: true, returnSequences: true));
    }
}

using ModelGen;
using ModelGen.Equality;

namespace ModelGen.GraphMethods;

using static ModelGen.Graph;

/// <summary>Stacks in both directions over a padded text that begin at given states and give their last ones.</summary>
[Backends(Target.Here), Model]
public partial class StackedStates
{
    [Forward]
    static (Symbol Y, Symbol State, Symbol Cell, Symbol Gated) Read([Tokens(Vocabulary = 9, Context = 7, Padding = 0)] Symbol text, [Input(12)] Symbol start, [Input(12)] Symbol startCell)
    {
        Symbol words = text.Embedding(4);
        var (y, state, cell) = LstmWithState(words, 3, start, startCell, bidirectional: true, layers: 2);
        Symbol gated = Concat(words, y).Gru(4, start: start.Slice(Axis.Feature, 0, 8), layers: 2, returnSequences: true);
        return (y.Linear(3, name: "steps"), state, cell.Tanh(), gated.Mean(Axis.Time).Linear(3, name: "gate"));
    }

    [Objective]
    static Symbol Near(Symbol y, Symbol state, Symbol cell, Symbol gated, [Input(3)] Symbol wanted) =>
        y.Square().Mean() + state.Square().Mean() + cell.Mean() + MeanSquaredError(gated, wanted);
}

/// <summary>Gru and Rnn in stacks and both directions, all from one given state, over steps that are all real.</summary>
[Backends(Target.Here), Model]
public partial class GivenStarts
{
    [Forward]
    static Symbol Run([Sequence(3, MaxLength = 5)] Symbol x, [Input(4)] Symbol given)
    {
        Symbol y = x.Gru(2, start: given, bidirectional: true, returnSequences: true);
        Symbol z = y.Rnn(2, start: given.Tanh(), layers: 2, returnSequences: true);
        Symbol all = z.Lstm(1, start: given, layers: 2, bidirectional: true, returnSequences: true);
        return Concat(all, z, y).Linear(2);
    }

    [Objective]
    static Symbol Near(Symbol run, [Sequence(2, MaxLength = 5)] Symbol wanted) => Huber(run, wanted);
}

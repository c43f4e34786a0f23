namespace ModelGen.Equality;

/// <summary>All recurrent layers, stacked and in both directions.</summary>
[Backends(Target.Here), Model, Sequence(5, MaxLength = 9)]
[Rnn(6, ReturnSequences = true, Bidirectional = true), Gru(4, Layers = 2, Bidirectional = true, ReturnSequences = true), Lstm(5, Layers = 2, ReturnSequences = true), Lstm(3, Bidirectional = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Rings;

/// <summary>The same with padding.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
[Embedding(6), Lstm(5, Layers = 2, Bidirectional = true, ReturnSequences = true), Rnn(4, ReturnSequences = true), Gru(3, Layers = 2, Bidirectional = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class PaddedRings;

/// <summary>The states of padded steps are seen.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
[Embedding(6), Gru(5, ReturnSequences = true), Lstm(3, Bidirectional = true, ReturnSequences = true)]
[Loss(Loss.MeanSquaredError)]
public partial class States;

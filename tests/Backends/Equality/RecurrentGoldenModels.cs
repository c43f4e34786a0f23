namespace ModelGen.Equality;

/// <summary>The reference case lstm.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 40, Context = 9)]
[Embedding(12, Name = "embedding"), Lstm(16, ReturnSequences = true, Name = "lstm1"), Lstm(10, Name = "lstm2"), Linear(1, Name = "dense")]
[Loss(Loss.BinaryCrossEntropy)]
public partial class GoldenLstm;

/// <summary>The reference case gru.</summary>
[Backends(Target.Here), Model, Sequence(6, MaxLength = 8)]
[Gru(14, Name = "gru"), Linear(3, Name = "dense")]
[Loss(Loss.MeanSquaredError)]
public partial class GoldenGru;

using ModelGen;

namespace SequenceClassifierSample;

/// <summary>The baseline: a logit from the mean of the words' vectors, whatever their order.</summary>
[Model, Tokens(Vocabulary = Sentiment.Words, Context = Sentiment.Longest, Padding = 0)]
[Embedding(32), GlobalAveragePool, Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class BagOfWords;

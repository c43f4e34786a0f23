using ModelGen;

namespace SequenceClassifierSample;

/// <summary>Reads a review word by word and gives the logit of praise. Padding leaves the state as it is.</summary>
[Model, Tokens(Vocabulary = Words, Context = Longest, Padding = 0)]
[Embedding(32), Lstm(64, ReturnSequences = true), Lstm(32), Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class Sentiment
{
    /// <summary>The most different words.</summary>
    public const int Words = 128;

    /// <summary>The most words of a review.</summary>
    public const int Longest = 80;
}

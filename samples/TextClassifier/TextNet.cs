using ModelGen;

namespace TextClassifierSample;

/// <summary>A convolution over pieces of text: each channel looks for three pieces in a row, and what counts is whether it finds them anywhere (Kim 2014, arXiv:1408.5882).</summary>
[Model, Tokens(Vocabulary = Vocabulary, Context = Longest, Padding = Padding)]
[Embedding(64), Conv1d(128, Kernel = 3, Same = true), Relu, GlobalMaxPool, Linear(MostClasses)]
[Loss(Loss.CrossEntropy)]
public partial class TextNet
{
    /// <summary>The id behind the end of a text.</summary>
    public const int Padding = 0;

    /// <summary>Pieces that the tokenizer learns, bytes included.</summary>
    public const int Pieces = 1024;

    /// <summary>Pieces, and padding in front of them.</summary>
    public const int Vocabulary = 1 + Pieces;

    /// <summary>The most pieces of a text; longer ones lose their end.</summary>
    public const int Longest = 64;

    /// <summary>The most classes. With fewer the last outputs stay unused.</summary>
    public const int MostClasses = 20;
}

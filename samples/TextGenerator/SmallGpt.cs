using ModelGen;

namespace TextGeneratorSample;

/// <summary>A small GPT over pieces of words.</summary>
[Transformer(Style = TransformerStyle.Llama, TiedHead = true, Layers = 3, Heads = 4, Width = 128, Vocabulary = SmallGpt.Pieces, Context = SmallGpt.Window, Dropout = 0.1)]
public partial class SmallGpt
{
    /// <summary>The number of pieces that the tokenizer learns.</summary>
    public const int Pieces = 768;

    /// <summary>How many pieces the model looks at.</summary>
    public const int Window = 64;
}

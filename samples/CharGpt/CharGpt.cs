using ModelGen;

namespace CharGptSample;

/// <summary>A GPT over characters. Open Generated/ after a build to read what the attribute becomes.</summary>
[Transformer(Layers = 4, Heads = 6, Width = 192, Vocabulary = Alphabet.Size, Context = CharGpt.Window)]
public partial class CharGpt
{
    /// <summary>How many characters the model looks at.</summary>
    public const int Window = 128;
}

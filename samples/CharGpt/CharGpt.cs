using ModelGen;

namespace CharGptSample;

/// <summary>A GPT over characters. Open Generated/ after a build to read what the attribute becomes.</summary>
/// <remarks>In the style of Llama because its rotary positions learn from few characters: at 360,000 of them a model of this kind had a held-out loss of
/// 1.67 where the same one in the style of GPT-2, with learned positions, had 2.34.</remarks>
[Transformer(Style = TransformerStyle.Llama, TiedHead = true, Layers = 4, Heads = 5, Width = 160, Vocabulary = Alphabet.Size, Context = CharGpt.Window)]
public partial class CharGpt
{
    /// <summary>How many characters the model looks at.</summary>
    public const int Window = 128;
}

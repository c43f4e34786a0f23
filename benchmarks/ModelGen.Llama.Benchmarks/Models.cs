using ModelGen.Quantization;

namespace ModelGen.Llama.Benchmarks;

using Weights = ModelGen.Quantization.Weights;

/// <summary>The sizes of llama2.c's stories110M.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = Sizes.Layers, Heads = Sizes.Heads, Width = Sizes.Width, Hidden = Sizes.Hidden, Vocabulary = Sizes.Vocabulary, Context = Sizes.Context, TiedHead = true)]
internal partial class FloatLlama;

/// <summary>The same, which holds blocks of Q8_0 as they are.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = Sizes.Layers, Heads = Sizes.Heads, Width = Sizes.Width, Hidden = Sizes.Hidden, Vocabulary = Sizes.Vocabulary, Context = Sizes.Context, TiedHead = true)]
[Quantize(Weights.Int8)]
internal partial class Int8Llama;

/// <summary>The same, which holds blocks of Q4_0 as they are.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = Sizes.Layers, Heads = Sizes.Heads, Width = Sizes.Width, Hidden = Sizes.Hidden, Vocabulary = Sizes.Vocabulary, Context = Sizes.Context, TiedHead = true)]
[Quantize(Weights.Int4)]
internal partial class Int4Llama;

/// <summary>What all three have.</summary>
internal static class Sizes
{
    public const int Layers = 12, Heads = 12, Width = 768, Hidden = 2048, Vocabulary = 32000, Context = 1024;
}

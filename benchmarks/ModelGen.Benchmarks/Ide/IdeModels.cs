using System.Globalization;
using System.Linq;

namespace ModelGen.Benchmarks.Ide;

/// <summary>The models under edit: sources with a number that is another one each time, so that nothing remembered fits.</summary>
internal static class IdeModels
{
    /// <summary>A preset: six layers of a GPT.</summary>
    public static string Gpt(int edit) => $"""
        using ModelGen;

        [Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = {Number(100 + edit)}, Context = 256)]
        public partial class CharGpt;
        """;

    /// <summary>The same from blocks.</summary>
    public static string Blocks(int edit) => $"""
        using ModelGen;

        [Block, LayerNorm, SelfAttention(Heads = 6, Causal = true)]  partial class Attend;
        [Block, LayerNorm, Linear(1536), Gelu, Linear(384)]          partial class Think;
        [Block, Residual<Attend>, Residual<Think>]                   partial class DecoderLayer;

        [Model, Tokens(Vocabulary = 65, Context = 256)]
        [Embedding(384), PositionEmbedding, Repeat<DecoderLayer>(6), LayerNorm, Linear({Number(100 + edit)})]
        [Loss(Loss.CrossEntropy)]
        public partial class MyGpt;
        """;

    /// <summary>Sixty layers in a row, all of them different; the tenth is edited.</summary>
    public static string Pipeline(int edit) => $"""
        using ModelGen;

        [Model, Input(64)]
        {string.Concat(Enumerable.Range(0, 30).Select(i => $"[Linear({Number(i == 5 ? 100 + edit : 64 + i)}), {(i == 29 ? "LayerNorm" : "Relu")}]\n"))}
        [Loss(Loss.CrossEntropy)]
        public partial class Deep;
        """;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

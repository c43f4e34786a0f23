namespace ModelGen.Tests.Harness;

/// <summary>Declarations that several tests use.</summary>
internal static class Samples
{
    public const string Using = "using ModelGen;\n";

    /// <summary>DESIGN's example of doors 1 and 2: blocks in blocks, numbers of every kind.</summary>
    public const string Gpt = """
        using ModelGen;

        namespace Acme.Models;

        [Block, LayerNorm(Epsilon = 1e-6), SelfAttention(Heads = 6, Causal = true, Dropout = 0.1)]
        partial class Attend;

        [Block, LayerNorm, Linear(1536, Init = Init.Normal), Gelu(Tanh = true), Linear(384, Name = "down")]
        partial class Think;

        [Block, Residual<Attend>, Residual<Think>]
        partial class DecoderLayer;

        [Model, Tokens(Vocabulary = 65, Context = 256)]
        [Embedding(384), PositionEmbedding, Repeat<DecoderLayer>(6), LayerNorm, Linear(65, Bias = false)]
        [Loss(Loss.CrossEntropy, LabelSmoothing = 0.05)]
        public partial class MyGpt;

        """;

    public const string Preset = """
        using ModelGen;

        [Transformer(Layers = 2, Heads = 2, Width = 64, Vocabulary = 65, Context = 32)]
        public partial class CharGpt;

        """;

    public const string Published = """
        using ModelGen;

        // small/config.json: {"model_type": "llama", "vocab_size": 65, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 32}
        [Pretrained("small/config.json")]
        public partial class Published;

        """;

    public const string Iris = """
        using ModelGen;

        [Model, Input(4)]
        [Linear(16), Relu, Linear(3)]
        [Loss(Loss.CrossEntropy)]
        public partial class Iris;

        """;
}

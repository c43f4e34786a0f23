using ModelGen;

// A block is a part that models use. Change the last 128 of Think to 120: the build says what no longer fits, and where.
[Block, LayerNorm, SelfAttention(Heads = 4, Causal = true)]  internal partial class Attend;
[Block, LayerNorm, Linear(512), Gelu, Linear(128)]           internal partial class Think;
[Block, Residual<Attend>, Residual<Think>]                   internal partial class DecoderLayer;

/// <summary>Up to 64 letters go in, a score for each possible next letter comes out. Its vocabulary is line feed, printable ASCII and one sign for all else.</summary>
[Model, Tokens(Vocabulary = 97, Context = 64)]
[Embedding(128), PositionEmbedding, Repeat<DecoderLayer>(2), LayerNorm, Linear(97)]
[Loss(Loss.CrossEntropy)]
public partial class LetterGpt;

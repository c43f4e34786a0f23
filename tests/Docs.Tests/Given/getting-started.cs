namespace Given;

public static class Page
{
    public static TinyGpt model = null!, copy = null!;
    public static CharTokenizer tokenizer = null!;
    public static int[] ids = [];
}

[Block, LayerNorm, SelfAttention(Heads = 4, Causal = true)]
public partial class Attend;

[Block, LayerNorm, Linear(512), Gelu, Linear(128)]
public partial class Think;

[Block, Residual<Attend>, Residual<Think>]
public partial class DecoderLayer;

[Model, Tokens(Vocabulary = 97, Context = 64)]
[Embedding(128), PositionEmbedding, Repeat<DecoderLayer>(2), LayerNorm, Linear(97)]
[Loss(Loss.CrossEntropy)]
public partial class TinyGpt;

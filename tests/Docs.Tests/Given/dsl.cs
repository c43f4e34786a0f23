namespace Given;

public static class Page;

[Block, LayerNorm, Linear(1536), Gelu, Linear(384)]
public partial class DecoderLayer;

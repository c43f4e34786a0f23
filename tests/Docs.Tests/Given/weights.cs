namespace Given;

public static class Page
{
    public static CharGpt model = null!, other = null!;
}

[Transformer(Layers = 1, Heads = 2, Width = 16, Vocabulary = 128, Context = 256)]
public partial class CharGpt;

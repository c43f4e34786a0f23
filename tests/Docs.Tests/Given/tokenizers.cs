namespace Given;

public static class Page
{
    public static PretrainedTokenizer tokenizer = null!;
    public static TokenizedText one = null!;
}

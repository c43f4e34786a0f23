namespace Given;

public static class Page;

public static class Alphabet
{
    public const int Size = 128;
}

using System.Text;
using ModelGen.Data;

namespace CharGptSample;

/// <summary>The characters that the model knows. They are fixed, not taken from the text, because the size of the vocabulary is a
/// constant of the model's declaration: weights fit any text, and a resumed run never meets another numbering.</summary>
internal static class Alphabet
{
    /// <summary>97 of ASCII, 30 of other European languages and of typography, and the replacement.</summary>
    public const int Size = 128;

    /// <summary>Stands for every other character: U+FFFD, the one that Unicode has for this.</summary>
    private const char Replacement = '\uFFFD';

    private const string BeyondAscii = "ÄÅÖäåöéèêàçñüÜßøæ£€§°·×–—“”’…→";

    /// <summary>The tokenizer; always the same one.</summary>
    public static CharTokenizer Tokenizer { get; } = CharTokenizer.FromText(Characters(), new Rune(Replacement));

    /// <summary>How many characters of a text have to be replaced.</summary>
    public static int CountUnknown(string text)
    {
        int replacement = Tokenizer.Encode(Replacement.ToString())[0];
        int unknown = 0;
        foreach (int id in Tokenizer.Encode(text))
        {
            if (id == replacement) unknown++;
        }

        return unknown;
    }

    private static string Characters()
    {
        StringBuilder characters = new("\t\n");
        for (char c = ' '; c <= '~'; c++) characters.Append(c);
        return characters.Append(BeyondAscii).Append(Replacement).ToString();
    }
}

using System.Collections.Generic;
using System.Text;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>A regular expression over code points, in the syntax and with the meaning of Oniguruma.</summary>
/// <remarks>.NET's own expressions see UTF-16, where a letter outside the basic plane is two signs that are none; they know neither possessive repetition nor intersections of sets, and take time without limit.</remarks>
internal sealed class TextPattern
{
    private readonly PatternStep[] _steps;

    /// <exception cref="System.FormatException">It is no pattern, or of a kind that is not known here; a clause that says which.</exception>
    public TextPattern(string pattern)
        : this(PatternParser.Parse(pattern))
    {
    }

    private TextPattern(PatternNode node) => _steps = PatternCompiler.Compile(node);

    /// <summary>A pattern that matches one text alone.</summary>
    /// <exception cref="System.FormatException">The text is longer than 499 characters.</exception>
    public static TextPattern Literal(string text)
    {
        List<PatternNode> parts = [];
        foreach (Rune rune in text.EnumerateRunes()) parts.Add(PatternNode.One(CodePointSet.Range(rune.Value, rune.Value)));
        return new TextPattern(PatternNode.Of(PatternKind.Sequence, parts));
    }

    /// <summary>The matches in a text, from left to right. Time and memory are in proportion to the text.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    public PatternMatches Matches(string text) => new(_steps, text);
}

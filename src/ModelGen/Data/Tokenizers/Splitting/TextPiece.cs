using System;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>A part of a text, which is encoded by itself.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Where the part begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Origin">Where the text begins in the one that was cut.</param>
/// <param name="Added">How many of its first characters were put before it.</param>
internal readonly record struct TextPiece(string Text, int Start, int Length, int Origin = 0, int Added = 0)
{
    /// <summary>A whole text.</summary>
    public TextPiece(string text)
        : this(text, 0, text.Length)
    {
    }

    /// <summary>Where a character of the part is in the text that was cut; what was put before it is where it begins.</summary>
    public int Place(int at) => Origin + Math.Max(0, Start + at - Added);

    /// <summary>A piece of this one as a piece of the text that this one is of.</summary>
    public TextPiece Within(TextPiece outer)
    {
        int added = Math.Max(0, outer.Added - outer.Start);
        return this with { Origin = outer.Place(0) + Math.Max(0, Origin - added), Added = Added + Math.Max(0, added - Origin) };
    }

    /// <summary>Its characters.</summary>
    public ReadOnlySpan<char> Span => Text.AsSpan(Start, Length);

    /// <summary>Its characters as a text of their own.</summary>
    public override string ToString() => Length == Text.Length ? Text : Text.Substring(Start, Length);
}

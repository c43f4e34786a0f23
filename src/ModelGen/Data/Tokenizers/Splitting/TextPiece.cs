using System;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>A part of a text, which is encoded by itself.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Where the part begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Origin">Where the text begins in the one that was cut; less than 0 by as much as was put before it.</param>
internal readonly record struct TextPiece(string Text, int Start, int Length, int Origin = 0)
{
    /// <summary>A whole text.</summary>
    public TextPiece(string text, int origin = 0)
        : this(text, 0, text.Length, origin)
    {
    }

    /// <summary>Its characters.</summary>
    public ReadOnlySpan<char> Span => Text.AsSpan(Start, Length);

    /// <summary>Its characters as a text of their own.</summary>
    public override string ToString() => Length == Text.Length ? Text : Text.Substring(Start, Length);
}

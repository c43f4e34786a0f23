using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelGen;

/// <summary>Text that comes from files, made fit for consoles, tables and messages of one line.</summary>
/// <remarks>Escape sequences move a terminal's cursor and rename its window, marks of direction turn what follows around (Boucher and Anderson 2021, arXiv:2111.00169),
/// invisible characters make two names look like one. Each becomes one question mark; letters, digits, signs and emoji of all scripts stay.</remarks>
internal static class Printable
{
    /// <summary>The text in one line, without what a console would obey or not show.</summary>
    public static string Clean(string text) => Clip(text, int.MaxValue);

    /// <summary>The same, with an ellipsis behind its first <paramref name="longest"/> characters.</summary>
    public static string Clip(string text, int longest)
    {
        if (text.Length <= longest && IsPlain(text)) return text;
        StringBuilder clean = new();
        for (int i = 0; i < text.Length;)
        {
            if (clean.Length >= longest) return clean.Append('…').ToString();
            bool whole = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) == OperationStatus.Done;
            if (whole && IsShown(rune)) clean.Append(text, i, length);
            else clean.Append('?');
            i += length;
        }

        return clean.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~') return false;
        }

        return true;
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)
        // Emoji of several parts are joined by this one, and it shows nothing of its own.
        || rune.Value == 0x200D;
}

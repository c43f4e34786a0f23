using System;
using System.Globalization;
using System.Text;

namespace ModelGen.Data;

/// <summary>Numbers as a file writes them: a sign before the fraction, perhaps another between groups of three digits.</summary>
internal sealed class CsvNumber(char point, char? thousands)
{
    /// <summary>Reads a number; its groups must have three digits, for 1,23 with the wrong marks would be 123.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        text = text.Trim();
        if (point == '.' && thousands is null) return Parse(text, out value);
        StringBuilder plain = new(text.Length);
        int whole = text.IndexOf(point);
        ReadOnlySpan<char> digits = whole < 0 ? text : text[..whole];
        bool hasGroups = false;
        for (int i = 0; i < digits.Length; i++)
        {
            if (!IsGroup(digits[i]))
            {
                if (digits[i] == '.') return false;
                plain.Append(digits[i]);
                continue;
            }

            hasGroups = true;
            if (!IsGroupAt(digits, i)) return false;
        }

        if (hasGroups && !HasFirstGroup(digits)) return false;
        if (whole >= 0)
        {
            if (text[(whole + 1)..].Contains('.')) return false;
            plain.Append('.').Append(text[(whole + 1)..]);
        }

        return Parse(plain.ToString(), out value);
    }

    private static bool Parse(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private bool IsGroup(char c) => thousands is char mark && (c == mark || (char.IsWhiteSpace(mark) && char.IsWhiteSpace(c)));

    // Three digits, then another mark, an exponent or the end.
    private bool IsGroupAt(ReadOnlySpan<char> digits, int at)
    {
        if (at + 3 >= digits.Length) return false;
        for (int i = at + 1; i <= at + 3; i++)
        {
            if (!char.IsAsciiDigit(digits[i])) return false;
        }

        return at + 4 == digits.Length || IsGroup(digits[at + 4]) || digits[at + 4] is 'e' or 'E';
    }

    // One to three digits behind the sign.
    private bool HasFirstGroup(ReadOnlySpan<char> digits)
    {
        int count = 0;
        foreach (char c in digits.TrimStart("+-"))
        {
            if (IsGroup(c)) break;
            if (!char.IsAsciiDigit(c)) return false;
            count++;
        }

        return count is >= 1 and <= 3;
    }
}

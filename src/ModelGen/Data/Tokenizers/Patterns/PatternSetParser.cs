using System;
using System.Globalization;
using System.Text;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>Reads the sets of a pattern: <c>[...]</c> and the escapes that stand for code points.</summary>
internal sealed class PatternSetParser(PatternReader reader)
{
    private const int Deepest = 50;

    /// <summary>What follows a <c>[</c>.</summary>
    public CodePointSet Bracket(bool ignoresCase, int depth)
    {
        if (depth > Deepest) throw reader.Error("sets more than 50 deep");
        bool isNegative = reader.Take('^');
        CodePointSet set = CodePointSet.Empty;
        CodePointSet? both = null;
        for (bool isFirst = true; ; isFirst = false)
        {
            if (!isFirst && reader.Take(']')) break;
            if (reader.Take("&&"))
            {
                both = both is null ? set : both.And(set);
                set = CodePointSet.Empty;
                continue;
            }

            set = set.Or(Item(ignoresCase, depth));
        }

        if (both is not null) set = both.And(set);
        if (ignoresCase) set = CaseFolding.Close(set);
        return isNegative ? set.Not() : set;
    }

    /// <summary>What follows a <c>\</c>.</summary>
    /// <param name="isLiteral">Whether it is a single code point.</param>
    public CodePointSet Escape(out bool isLiteral)
    {
        isLiteral = false;
        int letter = reader.Read();
        switch (letter)
        {
            case 'd': return UnicodeSets.Digit;
            case 'D': return UnicodeSets.Digit.Not();
            case 's': return UnicodeSets.WhiteSpace;
            case 'S': return UnicodeSets.WhiteSpace.Not();
            case 'w': return UnicodeSets.Word;
            case 'W': return UnicodeSets.Word.Not();
            case 'h': return HexDigits();
            case 'H': return HexDigits().Not();
            case 'p' or 'P': return Property(letter == 'P');
        }

        isLiteral = true;
        int value = letter switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'v' => '\v',
            'a' => '\a',
            'e' => 0x1B,
            'x' => reader.Take('{') ? Hex(1, 8, '}') : Hex(1, 2, null),
            'u' => Hex(4, 4, null),
            '0' => 0,
            (>= '1' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => throw reader.Error($"an escape \\{(char)letter}, which is not known"),
            _ => letter,
        };
        return CodePointSet.Range(value, value);
    }

    private CodePointSet Item(bool ignoresCase, int depth)
    {
        int value = reader.Read();
        if (value == '[')
        {
            if (reader.Take(':')) return Posix();
            return Bracket(ignoresCase, depth + 1);
        }

        CodePointSet first = CodePointSet.Range(value, value);
        bool isLiteral = true;
        if (value == '\\') first = reader.Take('b') ? CodePointSet.Range('\b', '\b') : Escape(out isLiteral);
        int place = reader.Position;
        if (!isLiteral || !reader.Take('-')) return first;
        if (reader.IsAtEnd || reader.Next is ']' or '[')
        {
            reader.Position = place; // a hyphen at the end is one
            return first;
        }

        int last = reader.Read();
        if (last == '\\')
        {
            CodePointSet end = reader.Take('b') ? CodePointSet.Range('\b', '\b') : Escape(out isLiteral);
            if (!isLiteral) return first.Or(CodePointSet.Range('-', '-')).Or(end);
            last = end.Bounds[0];
        }

        return last >= first.Bounds[0] ? CodePointSet.Range(first.Bounds[0], last) : throw reader.Error("a range whose end is before its start");
    }

    private CodePointSet Property(bool isNegative)
    {
        if (!reader.Take('{')) throw reader.Error("a \\p without {");
        if (reader.Take('^')) isNegative = !isNegative;
        string name = Name('}');
        CodePointSet set = UnicodeSets.Named(name) ?? throw reader.Error($"a property '{Weights.Text.Clip(name)}', which is not known");
        return isNegative ? set.Not() : set;
    }

    private CodePointSet Posix()
    {
        bool isNegative = reader.Take('^');
        string name = Name(':');
        CodePointSet set = name switch
        {
            "digit" => UnicodeSets.Digit,
            "space" => UnicodeSets.WhiteSpace,
            "word" => UnicodeSets.Word,
            "xdigit" => HexDigits(),
            "cntrl" => UnicodeSets.Union("Cc"),
            _ => throw reader.Error($"a set [:{Weights.Text.Clip(name)}:], which is not known"),
        };
        if (!reader.Take(']')) throw reader.Error("a [: without a :]");
        return isNegative ? set.Not() : set;
    }

    private string Name(char end)
    {
        StringBuilder name = new();
        for (int value = reader.Read(); value != end; value = reader.Read()) name.Append(new Rune(value));
        return name.ToString();
    }

    private int Hex(int least, int most, char? end)
    {
        string digits = "";
        while (digits.Length < most && !reader.IsAtEnd && char.IsAsciiHexDigit((char)Math.Min(reader.Next, 0xFFFF))) digits += (char)reader.Read();
        if (digits.Length < least || (end is char close && !reader.Take(close))) throw reader.Error("an unfinished number of a character");
        uint value = uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return value <= CodePointSet.Largest ? (int)value : throw reader.Error("a number that is no character's");
    }

    private static CodePointSet HexDigits() => CodePointSet.Ranges([('0', '9'), ('A', 'F'), ('a', 'f')]);
}

using System;
using System.Globalization;
using System.Text;

namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>A pattern's code points, one after the other.</summary>
internal sealed class PatternReader(string pattern)
{
    /// <summary>The place of the next one in UTF-16.</summary>
    public int Position { get; set; }

    /// <summary>Whether there is no next one.</summary>
    public bool IsAtEnd => Position >= pattern.Length;

    /// <summary>The next one, which is left.</summary>
    public int Next => Rune.TryGetRuneAt(pattern, Position, out Rune rune) ? rune.Value : Rune.ReplacementChar.Value;

    /// <summary>The next one.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public int Read()
    {
        if (IsAtEnd) throw Error("no end of a group, a set or a name");
        int value = Next;
        Position += value > 0xFFFF ? 2 : 1;
        return value;
    }

    /// <summary>Reads a character if it is the next.</summary>
    public bool Take(char next)
    {
        if (IsAtEnd || pattern[Position] != next) return false;
        Position++;
        return true;
    }

    /// <summary>Reads characters if they are the next.</summary>
    public bool Take(string next)
    {
        if (!pattern.AsSpan(Position).StartsWith(next, StringComparison.Ordinal)) return false;
        Position += next.Length;
        return true;
    }

    /// <summary>Reads what means nothing in an extended pattern.</summary>
    public void SkipBlanks()
    {
        while (!IsAtEnd && Next is ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '#')
        {
            if (Read() != '#') continue;
            while (!IsAtEnd && Read() != '\n') { }
        }
    }

    /// <summary>What is thrown.</summary>
    /// <param name="what">What the pattern has.</param>
    public FormatException Error(string what) => new(string.Create(CultureInfo.InvariantCulture, $"its pattern '{Weights.Text.Clip(pattern)}' has {what} (at character {Position})"));
}

using System;
using System.Globalization;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>One size as far as it is known: a number, a multiple of a named size plus a number (<c>n - 1</c>), or nothing.</summary>
/// <param name="Name">Null for a number. Behind the name that users read may stand '#' and what tells it from others of the same name.</param>
internal readonly record struct Size(bool IsKnown, string? Name, long Factor, long Offset)
{
    private const int LongestName = 200;

    public static Size Unknown => default;

    /// <summary>What it is turn by turn of a loop, where that is all that is known.</summary>
    public Turns? Turns { get; init; }

    /// <summary>The same without what it is turn by turn: where nothing says that all turns come.</summary>
    public Size Plain => Turns is null ? this : Unknown;

    public static Size Of(Turns turns) => new(false, null, 0, 0) { Turns = turns };

    public bool IsNumber => IsKnown && Name is null;

    public static Size Of(long number) => new(true, null, 0, number);

    public static Size Named(string name) => new(true, name, 1, 0);

    public static Size operator +(Size left, Size right) =>
        left.Turns is not null || right.Turns is not null ? Turns.Of(left, right, (a, b) => a + b)
        : !left.IsKnown || !right.IsKnown ? Unknown
        : right.Name is null ? Checked(() => left with { Offset = checked(left.Offset + right.Offset) })
        : left.Name is null ? right + left
        : left.Name == right.Name ? Checked(() => new(true, left.Name, checked(left.Factor + right.Factor), checked(left.Offset + right.Offset)))
        : Composite(left, '+', right);

    public static Size operator -(Size left, Size right) =>
        left.Turns is not null || right.Turns is not null ? Turns.Of(left, right, (a, b) => a - b)
        : left.IsKnown && left == right ? Of(0)
        : right.IsNumber && right.Offset != long.MinValue ? left + Of(-right.Offset)
        : left.IsKnown && right.IsKnown && left.Name == right.Name && left.Factor == right.Factor ? Checked(() => Of(checked(left.Offset - right.Offset)))
        : left.IsKnown && right.IsKnown && left.Name == right.Name && left.Factor > right.Factor ? Checked(() => new(true, left.Name, checked(left.Factor - right.Factor), checked(left.Offset - right.Offset)))
        : Composite(left, '-', right);

    public static Size operator *(Size left, Size right) =>
        left.Turns is not null || right.Turns is not null ? Turns.Of(left, right, (a, b) => a * b)
        : !left.IsKnown || !right.IsKnown ? Unknown
        : right.Name is null && right.Offset == 0 ? Of(0)
        : right.Name is null ? Checked(() => new(true, left.Name, checked(left.Factor * right.Offset), checked(left.Offset * right.Offset)))
        : left.Name is null ? right * left
        : Composite(left, '*', right);

    /// <summary>A size of two that has no simpler form: one of its own, the same wherever it is made of the same two.</summary>
    public static Size Composite(Size left, char sign, Size right)
    {
        if (!left.IsKnown || !right.IsKnown || (left.Name?.Length ?? 0) + (right.Name?.Length ?? 0) > LongestName)
        {
            return Unknown;
        }

        if (sign is '+' or '*' && string.CompareOrdinal(left.Key, right.Key) > 0)
        {
            (left, right) = (right, left);
        }

        return Named($"{left.Operand(sign)} {sign} {right.Operand(sign)}#{left.Key}{sign}{right.Key}");
    }

    /// <summary>Different for every value of the name, which is at least 1; of a size of turns in one of them at least.</summary>
    public bool Differs(Size other) => IsBelow(other) || other.IsBelow(this);

    /// <summary>Smaller for every value of the name, which is at least 1; of a size of turns in one of them at least.</summary>
    public bool IsBelow(Size other)
    {
        if (Turns is { } turns)
        {
            return other.IsNumber && Math.Min(turns.Whole, turns.Last) < other.Offset;
        }

        if (other.Turns is { } others)
        {
            return IsNumber && Offset < Math.Max(others.Whole, others.Last);
        }

        if (!IsKnown || !other.IsKnown)
        {
            return false;
        }

        if (Name == other.Name)
        {
            return Factor <= other.Factor && (decimal)Factor + Offset < (decimal)other.Factor + other.Offset;
        }

        // Of n + 5 it is known that it is above 5, of nothing that it is below anything.
        return Name is null && other.Factor > 0 && Offset < (decimal)other.Factor + other.Offset;
    }

    public static Size Join(Size left, Size right) => left == right ? left : Unknown;

    private string Key => $"({Name}*{Factor.ToString(CultureInfo.InvariantCulture)}+{Offset.ToString(CultureInfo.InvariantCulture)})";

    private string Operand(char sign)
    {
        string text = ToString();
        return sign is '*' or '/' or '-' && text.IndexOf(' ') >= 0 ? $"({text})" : text;
    }

    public override string ToString()
    {
        if (Turns is { } turns)
        {
            return $"{turns.Whole.ToString(CultureInfo.InvariantCulture)}|{turns.Last.ToString(CultureInfo.InvariantCulture)}";
        }

        if (!IsKnown)
        {
            return "?";
        }

        if (Name is null)
        {
            return Offset.ToString(CultureInfo.InvariantCulture);
        }

        string name = Name.Split('#')[0];
        string product = Factor == 1 ? name : $"{name} * {Factor.ToString(CultureInfo.InvariantCulture)}";
        return Offset == 0 ? product : $"{product} {(Offset < 0 ? "-" : "+")} {Math.Abs((decimal)Offset).ToString(CultureInfo.InvariantCulture)}";
    }

    private static Size Checked(Func<Size> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return Unknown;
        }
    }
}

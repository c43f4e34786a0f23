using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;

namespace ModelGen.Data.Tokenizers.Unicode;

/// <summary>Unicode's normal forms, from a table of its own: .NET's are those of the machine's ICU, and without it (<c>InvariantGlobalization</c>) there are none.</summary>
/// <remarks>Unicode Standard Annex 15; Hangul by section 3.12 of the standard. What came after Unicode 9.0 has no forms, as in Hugging Face's tokenizers.</remarks>
internal sealed partial class NormalForms
{
    private const int HangulFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    private static readonly Lazy<NormalForms> s_instance = new(() => new NormalForms(), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<(int, int), int> _composed = [];
    private readonly Dictionary<int, int> _classes = [];
    private readonly HashSet<int> _seconds = [];

    private NormalForms()
    {
        foreach (string line in Encoding.ASCII.GetString(Table).Split('\n', StringSplitOptions.TrimEntries))
        {
            if (!line.StartsWith('#')) Add(line.Split(' '));
        }
    }

    /// <summary>A text in a normal form.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    /// <param name="compatible">Whether compatible characters become the same: forms KC and KD rather than C and D.</param>
    /// <param name="composes">Forms C and KC rather than D and KD.</param>
    public static string Normalize(string text, bool compatible, bool composes)
    {
        // Below are neither marks nor anything that decomposes.
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u009F') < 0) return text;
        List<int> values = s_instance.Value.Decompose(text, compatible);
        s_instance.Value.Order(values);
        if (composes) s_instance.Value.Compose(values);
        StringBuilder result = new(values.Count);
        foreach (int value in values) result.Append(new Rune(value));
        return result.ToString();
    }

    /// <summary>Whether what is before a place of a text and what is behind it are normalised each by itself; false where that is not sure.</summary>
    public static bool IsBoundary(string text, int at)
    {
        if (char.IsLowSurrogate(text[at])) return false;
        int value = Rune.GetRuneAt(text, at).Value;
        return value < 0x300 || (s_instance.Value.Class(value) == 0 && value is not (>= VowelFirst and <= TailFirst + Tails) && !s_instance.Value._seconds.Contains(value));
    }

    private void Add(string[] fields)
    {
        if (fields[1] == "!")
        {
            string[] range = fields[0].Split('-');
            for (int value = Number(range[0]); value <= Number(range[1]); value++) _classes.Add(value, Number(fields[2]));
            return;
        }

        bool composes = fields[1] is not ("-" or "~");
        int[] parts = Array.ConvertAll(fields[(composes ? 1 : 2)..], Number);
        (fields[1] == "~" ? _compatible : _canonical).Add(Number(fields[0]), parts);
        if (!composes) return;
        _composed.Add((parts[0], parts[1]), Number(fields[0]));
        _seconds.Add(parts[1]);
    }

    private static int Number(string field) => int.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private List<int> Decompose(string text, bool compatible)
    {
        List<int> values = new(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes()) Decompose(rune.Value, compatible, values);
        return values;
    }

    private void Decompose(int value, bool compatible, List<int> values)
    {
        int hangul = value - HangulFirst;
        if (hangul is >= 0 and < Leads * Vowels * Tails)
        {
            values.Add(LeadFirst + (hangul / (Vowels * Tails)));
            values.Add(VowelFirst + (hangul / Tails % Vowels));
            if (hangul % Tails != 0) values.Add(TailFirst + (hangul % Tails));
        }
        else if (value >= 0xA0 && (_canonical.TryGetValue(value, out int[]? parts) || (compatible && _compatible.TryGetValue(value, out parts))))
        {
            foreach (int part in parts) Decompose(part, compatible, values);
        }
        else values.Add(value);
    }

    private int Class(int value) => value < 0x300 ? 0 : _classes.GetValueOrDefault(value);

    // Marks between two characters of class 0, by class; those of one class stay as they are.
    private void Order(List<int> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (Class(values[i]) == 0) continue;
            int end = i + 1;
            while (end < values.Count && Class(values[end]) != 0) end++;
            if (end - i > 1)
            {
                long[] keys = new long[end - i];
                int[] marks = [.. values[i..end]];
                for (int k = 0; k < keys.Length; k++) keys[k] = ((long)Class(marks[k]) << 32) + k;
                Array.Sort(keys, marks);
                for (int k = 0; k < keys.Length; k++) values[i + k] = marks[k];
            }

            i = end;
        }
    }

    private void Compose(List<int> values)
    {
        int kept = 0, starter = -1, last = 0;
        foreach (int value in values.ToArray())
        {
            int own = Class(value);
            // A mark in between of the same class, or of class 0, stands in the way.
            bool isFree = starter >= 0 && (kept == starter + 1 || (last != 0 && last < own));
            if (isFree && Composed(values[starter], value) is int composed)
            {
                values[starter] = composed;
                continue;
            }

            if (own == 0) starter = kept;
            last = own;
            values[kept++] = value;
        }

        values.RemoveRange(kept, values.Count - kept);
    }

    private int? Composed(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < Leads && second - VowelFirst is >= 0 and < Vowels) return HangulFirst + ((((first - LeadFirst) * Vowels) + second - VowelFirst) * Tails);
        int hangul = first - HangulFirst;
        if (hangul is >= 0 and < Leads * Vowels * Tails && hangul % Tails == 0 && second - TailFirst is > 0 and < Tails) return first + second - TailFirst;
        return _composed.TryGetValue((first, second), out int composed) ? composed : null;
    }
}

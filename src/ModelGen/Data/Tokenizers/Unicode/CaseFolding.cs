using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;

namespace ModelGen.Data.Tokenizers.Unicode;

/// <summary>Which code points differ by case alone.</summary>
internal static class CaseFolding
{
    // Unicode's simple case folding beyond what lower and upper case say: letters whose other forms are another letter's.
    private static readonly (int, int)[] s_more =
    [
        ('s', 0x017F), ('k', 0x212A), (0xE5, 0x212B), (0xB5, 0x03BC), (0x03B9, 0x0345), (0x03B9, 0x1FBE), (0x03C3, 0x03C2), (0x03B2, 0x03D0), (0x03B5, 0x03F5), (0x03B8, 0x03D1), (0x03B8, 0x03F4), (0x03BA, 0x03F0),
        (0x03C0, 0x03D6), (0x03C1, 0x03F1), (0x03C6, 0x03D5), (0x03C9, 0x2126), (0x1E61, 0x1E9B), (0xDF, 0x1E9E),
    ];

    private static readonly Lazy<Dictionary<int, List<int>>> s_classes = new(Classes, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The set and everything that differs from one of its code points by case.</summary>
    public static CodePointSet Close(CodePointSet set)
    {
        List<(int, int)> more = [];
        foreach ((int value, List<int> others) in s_classes.Value)
        {
            if (!set.Contains(value)) continue;
            foreach (int other in others) more.Add((other, other));
        }

        return more.Count == 0 ? set : set.Or(CodePointSet.Ranges(more));
    }

    private static Dictionary<int, List<int>> Classes()
    {
        Dictionary<int, List<int>> classes = [];
        ReadOnlySpan<int> cased = UnicodeSets.Union("Lu", "Ll", "Lt", "Nl", "So").Bounds;
        for (int i = 0; i < cased.Length; i += 2)
        {
            for (int value = cased[i]; value <= cased[i + 1]; value++)
            {
                Join(classes, value, Rune.ToLowerInvariant(new Rune(value)).Value);
                Join(classes, value, Rune.ToUpperInvariant(new Rune(value)).Value);
            }
        }

        foreach ((int one, int other) in s_more) Join(classes, one, other);
        return classes;
    }

    private static void Join(Dictionary<int, List<int>> classes, int one, int other)
    {
        if (one == other) return;
        if (!classes.TryGetValue(one, out List<int>? left)) classes.Add(one, left = [one]);
        if (!classes.TryGetValue(other, out List<int>? right)) classes.Add(other, right = [other]);
        if (left == right) return;
        left.AddRange(right);
        foreach (int value in right) classes[value] = left;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace ModelGen.Data.Tokenizers.Unicode;

/// <summary>Sets of code points by their properties, from .NET's own tables, which are the same on every machine.</summary>
internal static class UnicodeSets
{
    // By UnicodeCategory.
    private static readonly string[] s_names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    // What Unicode counts as alphabetic among the signs: letters in circles and squares (Other_Alphabetic).
    private static readonly (int, int)[] s_letterSigns = [(0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)];

    private static readonly Dictionary<string, string> s_longNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = "L", ["UppercaseLetter"] = "Lu", ["LowercaseLetter"] = "Ll", ["TitlecaseLetter"] = "Lt", ["ModifierLetter"] = "Lm", ["OtherLetter"] = "Lo",
        ["Mark"] = "M", ["NonspacingMark"] = "Mn", ["SpacingMark"] = "Mc", ["EnclosingMark"] = "Me",
        ["Number"] = "N", ["DecimalNumber"] = "Nd", ["LetterNumber"] = "Nl", ["OtherNumber"] = "No",
        ["Punctuation"] = "P", ["Symbol"] = "S", ["Separator"] = "Z", ["SpaceSeparator"] = "Zs", ["Other"] = "C", ["Control"] = "Cc", ["Format"] = "Cf",
    };

    // Scripts.txt of Unicode; .NET has no property for scripts.
    private static readonly Dictionary<string, (int, int)[]> s_scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Han"] =
        [
            (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9),
            (0x16FE2, 0x16FE3), (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x2F800, 0x2FA1D), (0x30000, 0x3134A),
            (0x31350, 0x323AF),
        ],
        ["Hiragana"] = [(0x3041, 0x3096), (0x309D, 0x309F), (0x1B001, 0x1B11F), (0x1B132, 0x1B132), (0x1B150, 0x1B152), (0x1F200, 0x1F200)],
        ["Katakana"] =
        [
            (0x30A1, 0x30FA), (0x30FD, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE), (0x3300, 0x3357), (0xFF66, 0xFF6F), (0xFF71, 0xFF9D), (0x1AFF0, 0x1AFF3), (0x1AFF5, 0x1AFFB), (0x1AFFD, 0x1AFFE),
            (0x1B000, 0x1B000), (0x1B120, 0x1B122), (0x1B155, 0x1B155), (0x1B164, 0x1B167),
        ],
    };

    private static readonly Lazy<CodePointSet[]> s_categories = new(Categories, LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<CodePointSet> s_word = new(() => Union("L", "M", "Nl", "Nd", "Pc").Or(CodePointSet.Ranges(s_letterSigns)), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>White space, by Unicode's property of this name.</summary>
    public static CodePointSet WhiteSpace { get; } = CodePointSet.Ranges(
        [(0x09, 0x0D), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]);

    /// <summary>Letters, marks, decimal digits and connectors: <c>\w</c> by Unicode's technical standard 18.</summary>
    public static CodePointSet Word => s_word.Value;

    /// <summary>Decimal digits.</summary>
    public static CodePointSet Digit => s_categories.Value[(int)UnicodeCategory.DecimalDigitNumber];

    /// <summary>The code points of a general category, a group of them or a script, by its name in a pattern; null for another name.</summary>
    public static CodePointSet? Named(string name)
    {
        name = name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (s_longNames.TryGetValue(name, out string? brief)) name = brief;
        if (name.Equals("Any", StringComparison.OrdinalIgnoreCase)) return CodePointSet.Range(0, CodePointSet.Largest);
        if (name.Equals("Space", StringComparison.OrdinalIgnoreCase) || name.Equals("WhiteSpace", StringComparison.OrdinalIgnoreCase)) return WhiteSpace;
        if (s_scripts.TryGetValue(name, out (int, int)[]? ranges)) return CodePointSet.Ranges(ranges);
        if (name.Length is not (1 or 2)) return null;
        CodePointSet? set = null;
        for (int i = 0; i < s_names.Length; i++)
        {
            if (s_names[i].StartsWith(name, StringComparison.OrdinalIgnoreCase)) set = set is null ? s_categories.Value[i] : set.Or(s_categories.Value[i]);
        }

        return set;
    }

    /// <summary>What is in one of some categories or groups.</summary>
    public static CodePointSet Union(params ReadOnlySpan<string> names)
    {
        CodePointSet set = CodePointSet.Empty;
        foreach (string name in names) set = set.Or(Named(name) ?? throw new ArgumentException(name));
        return set;
    }

    private static CodePointSet[] Categories()
    {
        List<(int, int)>[] ranges = new List<(int, int)>[s_names.Length];
        for (int i = 0; i < ranges.Length; i++) ranges[i] = [];
        int first = 0;
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(0);
        for (int value = 1; value <= CodePointSet.Largest + 1; value++)
        {
            UnicodeCategory next = value <= CodePointSet.Largest ? CharUnicodeInfo.GetUnicodeCategory(value) : (UnicodeCategory)(-1);
            if (next == category) continue;
            ranges[(int)category].Add((first, value - 1));
            (first, category) = (value, next);
        }

        return Array.ConvertAll(ranges, set => CodePointSet.Ranges(set));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Data;

namespace TextClassifierSample;

/// <summary>Texts, and what each of them is.</summary>
/// <param name="Texts">The texts; none is empty.</param>
/// <param name="Labels">The class of each text: a place in <paramref name="Names"/>.</param>
/// <param name="Names">The classes, at most <see cref="TextNet.MostClasses"/>.</param>
/// <param name="From">Where they are from.</param>
internal sealed record LabelledTexts(string[] Texts, int[] Labels, string[] Names, string From)
{
    private const string TextColumn = "text", LabelColumn = "label", Invented = "invented";
    private const int Parts = 3; // to learn from, to choose by, to judge by

    /// <summary>The user's own, or messages of the .NET SDK in its languages, or invented languages where they are asked for or there is nothing else.</summary>
    /// <param name="data">A file of two columns, or "invented"; null: the SDK's.</param>
    /// <exception cref="System.IO.FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few or too many classes.</exception>
    public static LabelledTexts Load(string? data) => data switch
    {
        null => SdkMessages.Read() ?? InventedLanguages.Write(),
        Invented => InventedLanguages.Write(),
        _ => Read(data),
    };

    /// <summary>Texts by class.</summary>
    public static LabelledTexts Of(IEnumerable<(string Class, IReadOnlyList<string> Texts)> classes, string from)
    {
        (string Class, IReadOnlyList<string> Texts)[] sorted = [.. classes.OrderBy(one => one.Class, StringComparer.Ordinal)];
        return new LabelledTexts(
            [.. sorted.SelectMany(one => one.Texts)],
            [.. sorted.SelectMany((one, label) => Enumerable.Repeat(label, one.Texts.Count))],
            [.. sorted.Select(one => one.Class)],
            from);
    }

    private static LabelledTexts Read(string path)
    {
        CsvTable table = CsvTable.Read(path);
        foreach (string column in (string[])[TextColumn, LabelColumn])
        {
            if (!table.Columns.Contains(column)) throw new DataFormatException($"'{path}' has no column '{column}': its first line must name the columns, '{TextColumn}' and '{LabelColumn}', with tabs between them in a .tsv file");
        }

        string[] texts = table.Strings(TextColumn), classes = table.Strings(LabelColumn);
        for (int row = 0; row < texts.Length; row++)
        {
            if (string.IsNullOrWhiteSpace(texts[row])) throw Bad(TextColumn);
            if (string.IsNullOrWhiteSpace(classes[row])) throw Bad(LabelColumn);
            DataFormatException Bad(string column) => new(string.Create(CultureInfo.InvariantCulture, $"'{path}', line {table.Line(row)}: the {column} is empty: fill it in, or remove the row"));
        }

        int[] labels = table.Classes(LabelColumn, out string[] names);
        if (names.Length is < 2 or > TextNet.MostClasses)
        {
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture,
                $"'{path}' has {names.Length} {(names.Length == 1 ? "class" : "classes")}, expected 2 to {TextNet.MostClasses}: {(names.Length < 2 ? "there is nothing to tell apart" : $"raise {nameof(TextNet)}.{nameof(TextNet.MostClasses)}")}"));
        }

        foreach ((int label, int count) in labels.CountBy(label => label))
        {
            if (count < Parts) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{path}' has {count} of class '{names[label]}', expected {Parts}: one to learn from, one to choose by, one to judge by"));
        }

        return new LabelledTexts(texts, labels, names, $"'{path}'");
    }
}

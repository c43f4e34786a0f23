using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace ModelGen.Tables;

/// <summary>A category: a number for each, 1 at its place and 0 elsewhere, or its place as one number.</summary>
internal sealed record CategoryFeature(string Column, bool Drops, bool Indicator, bool IsOrdinal, IReadOnlyList<string> Categories, UnknownCategory Unknown, string? Fill) : Feature(Column, Drops, Indicator)
{
    private const string Other = "(other)";

    private readonly Dictionary<string, int> _places = Places(Categories);

    [JsonIgnore]
    public override int Values => IsOrdinal ? 1 : Categories.Count + (Unknown == UnknownCategory.Other ? 1 : 0);

    public static CategoryFeature Fit(Table table, string name, bool isOrdinal, IReadOnlyList<string>? order, UnknownCategory unknown, Impute missing, int minimum)
    {
        TableColumn column = table.Column(name);
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        int gaps = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            if (table.TextAt(column, row)?.Trim() is string text) counts[text] = counts.GetValueOrDefault(text) + 1;
            else if (missing.Kind == ImputeKind.Refuse) throw table.Bad(column, row, "is missing: drop such rows (DropMissing), or give an Impute");
            else gaps++;
        }

        string? fill = missing.Kind switch
        {
            ImputeKind.Refuse or ImputeKind.Drop => null,
            ImputeKind.Constant => missing.Text ?? missing.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ImputeKind.MostFrequent when counts.Count > 0 => counts.MaxBy(pair => pair.Value).Key,
            ImputeKind.MostFrequent => throw new ArgumentException($"Column '{name}' is missing in every training row: leave it out, or give a constant", nameof(name)),
            _ => throw new ArgumentException($"Categories have no {missing.Kind}, which column '{name}' is to be filled with: take Impute.MostFrequent or a constant", nameof(missing)),
        };
        List<string> categories = order is not null ? [.. order] : [.. counts.Where(pair => pair.Value + (pair.Key == fill ? gaps : 0) >= minimum).Select(pair => pair.Key)];

        // A constant is a category whether or not a training row lacks its value, so that the width does not hang on it.
        if (fill is not null && missing.Kind == ImputeKind.Constant && !categories.Contains(fill))
        {
            categories.Add(fill);
            if (order is null) categories.Sort(StringComparer.Ordinal);
        }

        if (categories.Count == 0) throw new ArgumentException($"Column '{name}' has no category in the training rows: leave it out, or ask for fewer rows of each", nameof(name));
        CategoryFeature feature = new(name, missing.Kind == ImputeKind.Drop, missing.Indicator, isOrdinal, categories, unknown, fill);
        Span<float> numbers = new float[feature.Width];
        if (unknown == UnknownCategory.Refuse && order is not null)
        {
            for (int row = 0; row < table.Rows; row++)
            {
                if (!table.IsMissing(column, row)) feature.Write(table, column, row, numbers);
            }
        }

        return feature;
    }

    public override string? Fault() => Categories.Count == 0 || _places.Count != Categories.Count || _places.ContainsKey("") || !Enum.IsDefined(Unknown) ? "its categories are empty or repeated" : null;

    protected override IEnumerable<string> ValueNames()
    {
        if (IsOrdinal) return [Column];
        IEnumerable<string> names = Categories.Select(category => $"{Column} = {category}");
        return Unknown == UnknownCategory.Other ? names.Append($"{Column} = {Other}") : names;
    }

    protected override void WriteValues(Table table, TableColumn column, int row, bool isMissing, Span<float> numbers)
    {
        string category = (isMissing ? Fill : table.TextAt(column, row)?.Trim()) ?? throw Missing(table, column, row);
        if (!_places.TryGetValue(category, out int place))
        {
            place = Unknown switch
            {
                UnknownCategory.Ignore => -1,
                UnknownCategory.Other => Categories.Count,
                _ => throw table.Bad(column, row, $"is '{Weights.Text.Clip(category)}', none of the {Categories.Count} categories of the training rows ({Weights.Text.Clip(string.Join(", ", Categories))}): mend it, or say what becomes of such (UnknownCategory)"),
            };
        }

        if (IsOrdinal)
        {
            numbers[0] = place;
            return;
        }

        numbers.Clear();
        if (place >= 0) numbers[place] = 1;
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> categories)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < categories.Count; i++) places.TryAdd(categories[i] ?? "", i);
        return places;
    }
}

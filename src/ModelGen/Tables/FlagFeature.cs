using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ModelGen.Tables;

/// <summary>A column of two values, one of which is 1.</summary>
internal sealed record FlagFeature(string Column, bool Drops, string Positive, string Negative) : Feature(Column, Drops, Indicator: false)
{
    [JsonIgnore]
    public override int Values => 1;

    public static FlagFeature Fit(Table table, string name, string positive, bool drops)
    {
        TableColumn column = table.Column(name);
        string? negative = null;
        bool hasPositive = false;
        for (int row = 0; row < table.Rows; row++)
        {
            string? text = table.TextAt(column, row)?.Trim();
            if (text is null && !drops) throw table.Bad(column, row, "is missing: drop such rows (DropMissing or Impute.Drop)");
            if (text is null) continue;
            hasPositive |= text == positive;
            if (text == positive || text == negative) continue;
            negative = negative is null ? text : throw table.Bad(column, row, $"is '{Weights.Text.Clip(text)}', neither '{Weights.Text.Clip(positive)}' nor '{Weights.Text.Clip(negative)}': a binary target has two values");
        }

        return hasPositive && negative is not null ? new FlagFeature(name, drops, positive, negative)
            : throw new ArgumentException($"Column '{name}' has {(hasPositive ? "nothing but" : "no")} '{positive}' in the training rows: a binary target has two values", nameof(positive));
    }

    public override string? Fault() => Positive == Negative ? "its two values are one" : null;

    protected override IEnumerable<string> ValueNames() => [$"{Column} = {Positive}"];

    protected override void WriteValues(Table table, TableColumn column, int row, bool isMissing, Span<float> numbers)
    {
        string text = table.TextAt(column, row)?.Trim() ?? throw Missing(table, column, row);
        numbers[0] = text == Positive ? 1 : text == Negative ? 0
            : throw table.Bad(column, row, $"is '{Weights.Text.Clip(text)}', neither '{Weights.Text.Clip(Positive)}' nor '{Weights.Text.Clip(Negative)}': mend or leave out the row");
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace ModelGen.Tables;

/// <summary>A date as numbers; see <see cref="DateParts"/>.</summary>
internal sealed record DateFeature(
    string Column, bool Drops, bool Indicator, string? Format, DateParts Parts, DateTime? Fill, double DaysCenter, double DaysScale, double YearCenter, double YearScale) : Feature(Column, Drops, Indicator)
{
    private const DateParts All = DateParts.Elapsed | DateParts.Year | DateParts.Month | DateParts.DayOfYear | DateParts.DayOfWeek | DateParts.TimeOfDay;

    [JsonIgnore]
    public override int Values => ValueNames().Count();

    public static DateFeature Fit(Table table, string name, DateParts parts, string? format, Impute missing)
    {
        TableColumn column = table.Column(name);
        List<double> days = [];
        int gaps = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            if (table.DateAt(column, row, format) is DateTime date) days.Add(Days(date));
            else if (missing.Kind == ImputeKind.Refuse) throw table.Bad(column, row, "is missing: drop such rows (DropMissing), or give an Impute");
            else gaps++;
        }

        DateTime? fill = missing is { Kind: ImputeKind.Constant, Text: string text } ? CellText.Date(text, null)
            : Statistics.Fill(days, missing, name) is double day ? DateTime.UnixEpoch.AddDays(Math.Round(day)) : null;
        if (fill is DateTime stand) days.AddRange(Enumerable.Repeat(Days(stand), gaps));
        if (days.Count == 0) throw new ArgumentException($"Column '{name}' is missing in every training row: leave it out", nameof(name));
        (double daysCenter, double daysScale) = Statistics.Scale(days, Scaling.Standard);
        (double yearCenter, double yearScale) = Statistics.Scale(days.ConvertAll(day => (double)DateTime.UnixEpoch.AddTicks((long)(day * TimeSpan.TicksPerDay)).Year), Scaling.Standard);
        return new DateFeature(name, missing.Kind == ImputeKind.Drop, missing.Indicator, format, parts, fill, daysCenter, daysScale, yearCenter, yearScale);
    }

    public override string? Fault() => !double.IsFinite(DaysCenter) || !(DaysScale > 0) || !double.IsFinite(YearCenter) || !(YearScale > 0) || (Parts & All) == 0 || (Parts & ~All) != 0
        ? "its parts or its numbers are not usable" : null;

    protected override IEnumerable<string> ValueNames()
    {
        if (Parts.HasFlag(DateParts.Elapsed)) yield return Column + " days";
        if (Parts.HasFlag(DateParts.Year)) yield return Column + " year";
        foreach ((DateParts part, string name) in new[] { (DateParts.Month, "month"), (DateParts.DayOfYear, "day of year"), (DateParts.DayOfWeek, "weekday"), (DateParts.TimeOfDay, "time") })
        {
            if (!Parts.HasFlag(part)) continue;
            yield return $"{Column} {name} sine";
            yield return $"{Column} {name} cosine";
        }
    }

    protected override void WriteValues(Table table, TableColumn column, int row, bool isMissing, Span<float> numbers)
    {
        DateTime date = table.DateAt(column, row, Format) ?? Fill ?? throw Missing(table, column, row);
        int next = 0;
        if (Parts.HasFlag(DateParts.Elapsed)) numbers[next++] = (float)((Days(date) - DaysCenter) / DaysScale);
        if (Parts.HasFlag(DateParts.Year)) numbers[next++] = (float)((date.Year - YearCenter) / YearScale);
        if (Parts.HasFlag(DateParts.Month)) next = Round(numbers, next, (date.Month - 1) / 12.0);
        if (Parts.HasFlag(DateParts.DayOfYear)) next = Round(numbers, next, (date.DayOfYear - 1) / (DateTime.IsLeapYear(date.Year) ? 366.0 : 365.0));
        if (Parts.HasFlag(DateParts.DayOfWeek)) next = Round(numbers, next, (int)date.DayOfWeek / 7.0);
        if (Parts.HasFlag(DateParts.TimeOfDay)) Round(numbers, next, date.TimeOfDay / TimeSpan.FromDays(1));
    }

    private static double Days(DateTime date) => (date - DateTime.UnixEpoch) / TimeSpan.FromDays(1);

    private static int Round(Span<float> numbers, int next, double part)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * part);
        (numbers[next], numbers[next + 1]) = ((float)sine, (float)cosine);
        return next + 2;
    }
}

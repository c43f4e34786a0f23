using System;
using System.Globalization;

namespace ModelGen.Tables;

/// <summary>A column of values as a program, a database or JSON has them; null, <see cref="DBNull"/> and NaN are missing.</summary>
internal sealed class ValueColumn(string name, object?[] values) : TableColumn(name)
{
    public override bool IsMissing(int row) => values[row] is null or DBNull or "" or double.NaN or float.NaN;

    public override double Number(int row) => IsMissing(row) ? double.NaN : values[row] switch
    {
        string text => CellText.Number(text),
        bool flag => flag ? 1 : 0,
        double number => Finite(number),
        float number => Finite(number),
        char or DateTime or DateTimeOffset or DateOnly or TimeOnly or Guid or Enum => throw new FormatException($"is '{Shown(row)}', no number"),
        TimeSpan span => span.TotalSeconds,
        IConvertible number => Finite(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"is of {values[row]!.GetType().Name}, no number"),
    };

    public override string? Text(int row) => IsMissing(row) ? null : values[row] switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => values[row]!.ToString(),
    };

    public override DateTime? Date(int row, string? format) => IsMissing(row) ? null : values[row] switch
    {
        DateTime date => date,
        DateTimeOffset date => date.UtcDateTime,
        DateOnly date => date.ToDateTime(TimeOnly.MinValue),
        string text => CellText.Date(text, format),
        IFormattable value when format is not null || values[row] is int or long => CellText.Date(value.ToString(null, CultureInfo.InvariantCulture), format), // 1982, or 19820131 with its format
        _ => throw new FormatException($"is '{Shown(row)}', no date"),
    };

    private static double Finite(double number) => double.IsFinite(number) ? number : throw new FormatException("is infinite");

    private string Shown(int row) => Weights.Text.Clip(Text(row) ?? "");
}

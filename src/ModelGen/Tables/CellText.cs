using System;
using System.Globalization;

namespace ModelGen.Tables;

/// <summary>Texts read as something else, the same in every culture.</summary>
internal static class CellText
{
    private static readonly string[] s_iso =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM", "yyyy",
    ];

    public static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value : throw new FormatException($"is '{Weights.Text.Clip(text)}', no finite number");

    /// <summary>A date with a zone is taken to UTC, so that the machine's zone changes nothing.</summary>
    public static DateTime Date(string text, string? format)
    {
        const DateTimeStyles Style = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        bool isDate = format is null
            ? DateTime.TryParseExact(text, s_iso, CultureInfo.InvariantCulture, Style, out DateTime date)
            : DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Style, out date);
        return isDate ? date : throw new FormatException($"is '{Weights.Text.Clip(text)}', no date {(format is null ? "as ISO 8601 writes it (2026-11-29); give its format otherwise" : $"of the format {format}")}");
    }
}

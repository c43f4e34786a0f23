using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Data;

/// <summary>How a file of separated values is read.</summary>
public sealed record CsvOptions
{
    /// <summary>Tabs between fields, a header, and quotes only around whole fields: what .tsv files are.</summary>
    public static CsvOptions Tabs { get; } = new() { Delimiter = '\t', LooseQuotes = true };

    /// <summary>The character between two fields.</summary>
    /// <exception cref="ArgumentException">It is a blank, a quote, a line end, a letter, a digit or part of a number.</exception>
    public char Delimiter { get; init => field = Usable(value); } = ',';

    /// <summary>Whether the first row names the columns; otherwise they are called 1, 2, 3...</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Whether a field may stand in quotes (RFC 4180); without, a quote is a character like others.</summary>
    public bool Quotes { get; init; } = true;

    /// <summary>Whether a quote that does not enclose a whole field is a character like others. No field then contains the delimiter or a line end.</summary>
    public bool LooseQuotes { get; init; }

    /// <summary>Whether white space around fields is dropped: <c>cat</c> and <c> cat</c> are then one class. Texts keep what stands inside quotes.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>The file's encoding; null: UTF-8. A byte order mark (UTF-8, UTF-16, UTF-32) in the file is believed more.</summary>
    /// <remarks>Windows' code pages: <c>Encoding.RegisterProvider(CodePagesEncodingProvider.Instance)</c>, then <c>Encoding.GetEncoding(1252)</c>.</remarks>
    public Encoding? Encoding { get; init; }

    /// <summary>What stands before the fraction of a number.</summary>
    /// <exception cref="ArgumentException">It is a digit, a letter, a sign or a quote.</exception>
    public char Decimal { get; init => field = Mark(value); } = '.';

    /// <summary>What stands between groups of three digits; null: nothing. A blank stands for every kind of blank.</summary>
    /// <exception cref="ArgumentException">It is a digit, a letter, a sign or a quote.</exception>
    public char? Thousands { get; init => field = value is char mark ? Mark(mark) : null; }

    /// <summary>Fields that are missing values, in every column, as an empty one always is. Null: NA, N/A, NaN, null, None and ?, where a number is asked for.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    private static char Usable(char value)
    {
        bool tears = char.IsLetterOrDigit(value) || value is '"' or '.' or '+' or '-' or '\0' or '\uFEFF' || char.IsSurrogate(value) || (char.IsWhiteSpace(value) && value != '\t');
        return tears ? throw new ArgumentException($"Fields cannot be separated by {Name(value)}: take a sign such as a comma, a semicolon, a bar or a tab", nameof(value)) : value;
    }

    private static char Mark(char value) => char.IsLetterOrDigit(value) || value is '"' or '+' or '-' or '\r' or '\n' or '\t' or '\0' || char.IsSurrogate(value)
        ? throw new ArgumentException($"Numbers cannot have {Name(value)} between their digits: take a point, a comma, an apostrophe or a blank", nameof(value))
        : value;

    private static string Name(char value) => value switch
    {
        ' ' => "blanks",
        '"' => "quotes",
        '\n' or '\r' => "line ends",
        _ when char.IsControl(value) || char.IsSurrogate(value) || value == '\uFEFF' => string.Create(CultureInfo.InvariantCulture, $"U+{(int)value:X4}"),
        _ => $"'{value}'",
    };
}

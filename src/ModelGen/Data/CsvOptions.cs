namespace ModelGen.Data;

/// <summary>How a file of separated values is read.</summary>
public sealed record CsvOptions
{
    /// <summary>Tabs between fields, a header, no quotes: what .tsv files are.</summary>
    public static CsvOptions Tabs { get; } = new() { Delimiter = '\t', Quotes = false };

    /// <summary>The character between two fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether the first row names the columns; otherwise they are called 1, 2, 3...</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Whether a field may stand in quotes (RFC 4180); without, a quote is a character like others.</summary>
    public bool Quotes { get; init; } = true;
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;
using CsvHelper.Configuration;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>The rows of separated values, each with as many fields as there are columns.</summary>
internal sealed class CsvRows
{
    private const string Blanks = " \t\u00A0\u202F\u3000";

    private readonly string _name;
    private readonly CsvOptions _options;
    private string[]? _columns;

    private CsvRows(string name, CsvOptions options) => (_name, _options) = (name, options);

    public List<string[]> Rows { get; } = [];

    /// <summary>The line of each row, counted from 1; of a row over several lines the last.</summary>
    public List<int> Lines { get; } = [];

    public string[] Columns => _columns ?? [];

    /// <exception cref="DataFormatException">No rows, a row with another number of fields, or a quote without an end.</exception>
    public static CsvRows Read(TextReader reader, string name, CsvOptions options)
    {
        CsvRows rows = new(name, options);
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = options.Delimiter.ToString(),
            Mode = options.Quotes && !options.LooseQuotes ? CsvMode.RFC4180 : CsvMode.NoEscape,
            IgnoreBlankLines = false,
            TrimOptions = options.Trim ? TrimOptions.Trim : TrimOptions.None,
            WhiteSpaceChars = [.. Blanks.Replace(options.Delimiter.ToString(), "", StringComparison.Ordinal)],
            BadDataFound = bad => throw new DataFormatException(Place(name, bad.Context.Parser?.RawRow ?? 0) + ": a quote stands inside a field or has no end: double the quotes of a quoted field, or read with Quotes = false"),
        };
        if (reader.Peek() == '\uFEFF') reader.Read(); // a byte order mark that nobody has taken yet
        using CsvParser parser = new(reader, configuration, leaveOpen: true);
        while (parser.Read()) rows.Add(parser.Record ?? [], parser.RawRow);
        if (rows.Rows.Count == 0) throw new DataFormatException($"{name} has no rows: {(options.HasHeader ? "the first line is taken as the header" : "it is empty")}");
        rows.DropNamelessLast();
        rows.NameNameless();
        return rows;
    }

    public static string Place(string name, int line) => string.Create(CultureInfo.InvariantCulture, $"{name}, line {line}");

    private void Add(string[] fields, int line)
    {
        if (_options.Quotes && _options.LooseQuotes)
        {
            for (int i = 0; i < fields.Length; i++) fields[i] = Unquoted(fields[i]);
        }

        bool isBlank = fields.Length == 0 || (fields.Length == 1 && fields[0].Length == 0);
        if (_columns is null)
        {
            if (isBlank) return;
            _columns = _options.HasHeader ? Names(fields, line) : Numbered(fields.Length);
            if (_options.HasHeader) return;
        }

        // In a file of one column an empty line is a missing value; elsewhere it is no row.
        if (isBlank)
        {
            if (_columns.Length > 1) return;
            fields = [""];
        }

        // A delimiter at the end of a row adds no field.
        if (fields.Length == _columns.Length + 1 && fields[^1].Length == 0) fields = fields[..^1];
        if (fields.Length != _columns.Length)
        {
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture,
                $"{Place(_name, line)}: {fields.Length} fields, expected {_columns.Length}: mend or remove the row, put fields that contain the delimiter in quotes, or give the right delimiter{Hint()}"));
        }

        Rows.Add(fields);
        Lines.Add(line);
    }

    /// <summary>Where there is one column whose name looks like several: the delimiter that would part them.</summary>
    public string Hint()
    {
        if (_columns is not [string only]) return "";
        foreach (char other in ";\t|,")
        {
            if (other != _options.Delimiter && only.Contains(other, StringComparison.Ordinal)) return $" (Delimiter = '{(other == '\t' ? "\\t" : other)}'?)";
        }

        return "";
    }

    // Every row of some writers ends in a delimiter, the header too.
    private void DropNamelessLast()
    {
        if (Columns is not [_, .., ""] || !Rows.TrueForAll(row => row[^1].Length == 0)) return;
        _columns = Columns[..^1];
        for (int i = 0; i < Rows.Count; i++) Rows[i] = Rows[i][..^1];
    }

    // Columns without a name are called by their number, as where there is no header.
    private void NameNameless()
    {
        string[] columns = Columns, numbers = Numbered(columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Length > 0) continue;
            if (Array.IndexOf(columns, numbers[i]) >= 0) throw new DataFormatException($"{_name}: column {numbers[i]} has no name, and another is called '{numbers[i]}': name it, or read with HasHeader = false");
            columns[i] = numbers[i];
        }
    }

    private string[] Names(string[] fields, int line)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string field in fields)
        {
            if (field.Length > 0 && !seen.Add(field)) throw new DataFormatException($"{Place(_name, line)}: two columns are called '{Text.Clip(field)}': rename one, or read with HasHeader = false");
        }

        return fields;
    }

    // "cat" as a whole; not "Yes" and "no", nor a quote alone.
    private static string Unquoted(string field)
    {
        if (field.Length < 2 || field[0] != '"' || field[^1] != '"') return field;
        string inner = field[1..^1], single = inner.Replace("\"\"", "", StringComparison.Ordinal);
        return single.Contains('"', StringComparison.Ordinal) ? field : inner.Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static string[] Numbered(int count)
    {
        string[] names = new string[count];
        for (int i = 0; i < count; i++) names[i] = (i + 1).ToString(CultureInfo.InvariantCulture);
        return names;
    }
}

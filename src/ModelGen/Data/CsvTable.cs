using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ModelGen.Data;

/// <summary>A file of separated values (CSV, TSV) in memory: columns by name, as numbers, classes or texts.</summary>
/// <remarks>Every error names the file, the line and, where there is one, the column.</remarks>
public sealed class CsvTable
{
    private readonly string _name;
    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];
    private readonly List<int> _lines = [];

    private CsvTable(string name, string[] columns) => (_name, _columns) = (name, columns);

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows, the header not counted.</summary>
    public int Rows => _rows.Count;

    /// <summary>The line of a row in the file, counted from 1, for messages; of a row over several lines the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int Line(int row) => (uint)row < (uint)_rows.Count ? _lines[row]
        : throw new ArgumentOutOfRangeException(nameof(row), string.Create(CultureInfo.InvariantCulture, $"There is no row {row}: the table has {Rows}, counted from 0"));

    /// <summary>Reads a file (UTF-8). Empty lines are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; null: commas and a header, or tabs if the name ends in .tsv.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It has no rows, a row has not as many fields as the first, or a quote does not end.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no data file '{path}': check the path", path);
        using StreamReader reader = new(path, Encoding.UTF8);
        return Read(reader, $"'{path}'", options ?? (path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? CsvOptions.Tabs : null));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">How it is read; null: commas and a header.</param>
    /// <exception cref="DataFormatException">As for a file.</exception>
    public static CsvTable Read(TextReader reader, string name, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = options.Delimiter.ToString(),
            Mode = options.Quotes ? CsvMode.RFC4180 : CsvMode.NoEscape,
            IgnoreBlankLines = true,
            BadDataFound = bad => throw new DataFormatException(Place(name, bad.Context.Parser?.RawRow ?? 0) + ": a quote stands inside a field or has no end: double the quotes of a quoted field, or read with Quotes = false"),
        };
        using CsvParser parser = new(reader, configuration, leaveOpen: true);
        CsvTable? table = null;
        while (parser.Read())
        {
            string[] fields = parser.Record ?? [];
            if (table is null)
            {
                table = new CsvTable(name, options.HasHeader ? Names(fields, name, parser.RawRow) : Numbered(fields.Length));
                if (options.HasHeader) continue;
            }

            if (fields.Length != table._columns.Length)
            {
                throw new DataFormatException(string.Create(CultureInfo.InvariantCulture,
                    $"{Place(name, parser.RawRow)}: {fields.Length} fields, expected {table._columns.Length}: mend or remove the row, put fields that contain the delimiter in quotes, or give the right delimiter"));
            }

            table._rows.Add(fields);
            table._lines.Add(parser.RawRow);
        }

        return table is { Rows: > 0 } ? table : throw new DataFormatException($"{name} has no rows: {(options.HasHeader ? "the first line is taken as the header" : "it is empty")}");
    }

    /// <summary>Columns as numbers, written without a culture (3.5, not 3,5).</summary>
    /// <param name="columns">The columns' names; none: all columns.</param>
    /// <returns>[rows, columns], row-major.</returns>
    /// <exception cref="DataFormatException">A field is empty or no finite number.</exception>
    public float[] Floats(params ReadOnlySpan<string> columns)
    {
        int[] places = columns.IsEmpty ? Places(_columns) : Places(columns);
        float[] values = new float[_rows.Count * places.Length];
        for (int row = 0; row < _rows.Count; row++)
        {
            for (int i = 0; i < places.Length; i++) values[(row * places.Length) + i] = Number(row, places[i]);
        }

        return values;
    }

    /// <summary>A column as texts.</summary>
    public string[] Strings(string column)
    {
        int place = Places([column])[0];
        return [.. _rows.ConvertAll(row => row[place])];
    }

    /// <summary>A column as class ids: the places of its values in <paramref name="names"/>.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="names">The different values, sorted by their characters.</param>
    public int[] Classes(string column, out string[] names)
    {
        SortedSet<string> different = new(Strings(column), StringComparer.Ordinal);
        names = [.. different];
        return Classes(column, names);
    }

    /// <summary>A column as class ids of known names, such as those of the training file.</summary>
    /// <exception cref="DataFormatException">A value is none of the names.</exception>
    public int[] Classes(string column, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++) ids.TryAdd(names[i], i);
        int place = Places([column])[0];
        int[] classes = new int[_rows.Count];
        for (int row = 0; row < classes.Length; row++)
        {
            if (!ids.TryGetValue(_rows[row][place], out classes[row])) throw Bad(row, place, $"none of the {names.Count.ToString(CultureInfo.InvariantCulture)} classes", "mend the field, or take the class in");
        }

        return classes;
    }

    private static string Place(string name, int line) => string.Create(CultureInfo.InvariantCulture, $"{name}, line {line}");

    private static string[] Numbered(int count)
    {
        string[] names = new string[count];
        for (int i = 0; i < count; i++) names[i] = (i + 1).ToString(CultureInfo.InvariantCulture);
        return names;
    }

    private static string[] Names(string[] fields, string name, int line)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string field in fields)
        {
            if (!seen.Add(field)) throw new DataFormatException($"{Place(name, line)}: two columns are called '{Weights.Text.Clip(field)}': rename one, or read with HasHeader = false");
        }

        return fields;
    }

    private int[] Places(ReadOnlySpan<string> columns)
    {
        int[] places = new int[columns.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Array.IndexOf(_columns, columns[i]);
            if (places[i] < 0) throw new ArgumentException($"{_name} has no column '{columns[i]}': it has {Weights.Text.Clip(string.Join(", ", _columns))}", nameof(columns));
        }

        return places;
    }

    private float Number(int row, int place)
    {
        string field = _rows[row][place];
        if (float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)) return value;
        throw Bad(row, place, "no finite number", field.Contains(',', StringComparison.Ordinal) ? "write numbers with a point" : "mend or remove the row, or leave the column out");
    }

    private DataFormatException Bad(int row, int place, string what, string advice)
    {
        string field = _rows[row][place];
        string shown = field.Length == 0 ? "is empty" : $"is '{Weights.Text.Clip(field)}'";
        return new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{Place(_name, _lines[row])}, column {place + 1} ('{Weights.Text.Clip(_columns[place])}') {shown}, {what}: {advice}"));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ModelGen.Data;

/// <summary>A file of separated values (CSV, TSV) in memory: columns by name, as numbers, classes or texts.</summary>
/// <remarks>Every error names the file, the line and, where there is one, the column.</remarks>
public sealed class CsvTable
{
    private static readonly string[] s_missingNumbers = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "None", "?"];

    private readonly string _name;
    private readonly CsvOptions _options;
    private readonly CsvNumber _numbers;
    private readonly CsvRows _read;
    private readonly string[] _columns;
    private readonly List<string[]> _rows;
    private readonly List<int> _lines;

    private CsvTable(string name, CsvRows read, CsvOptions options)
    {
        (_name, _read, _options, _numbers) = (name, read, options, new CsvNumber(options.Decimal, options.Thousands));
        (_columns, _rows, _lines) = (read.Columns, read.Rows, read.Lines);
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows, the header not counted.</summary>
    public int Rows => _rows.Count;

    /// <summary>The line of a row in the file, counted from 1, for messages; of a row over several lines the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int Line(int row) => (uint)row < (uint)_rows.Count ? _lines[row]
        : throw new ArgumentOutOfRangeException(nameof(row), string.Create(CultureInfo.InvariantCulture, $"There is no row {row}: the table has {Rows}, counted from 0"));

    /// <summary>Reads a file; one that is packed by gzip is unpacked. Empty lines are skipped, but in a file of one column, where they are missing values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; null: commas and a header, or <see cref="CsvOptions.Tabs"/> if the name ends in .tsv or .tab.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no text of the encoding, has no rows, a row has not as many fields as the first, or a quote does not end.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        using Stream stream = DataStream.Open(path, "write it first");
        options ??= HasTabs(path) ? CsvOptions.Tabs : new CsvOptions();
        using DecodedText text = new(stream, $"'{path}'", options.Encoding);
        return Read(text, $"'{path}'", options);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">How it is read; null: commas and a header. The encoding is the reader's affair.</param>
    /// <exception cref="DataFormatException">As for a file.</exception>
    public static CsvTable Read(TextReader reader, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new CsvOptions();
        if (options.Thousands == options.Decimal) throw new ArgumentException($"'{options.Decimal}' cannot be the sign before the fraction and that between thousands: give both, Decimal and Thousands", nameof(options));
        return new CsvTable(name, CsvRows.Read(reader, name, options), options);
    }

    /// <summary>Columns as numbers, written without a culture: 3.5, or as <see cref="CsvOptions.Decimal"/> and <see cref="CsvOptions.Thousands"/> say.</summary>
    /// <param name="columns">The columns' names; none: all columns.</param>
    /// <returns>[rows, columns], row-major.</returns>
    /// <exception cref="DataFormatException">A field is empty or no finite number.</exception>
    public float[] Floats(params ReadOnlySpan<string> columns) => Numbers(columns, allowsMissing: false);

    /// <summary>Columns as numbers, NaN where a value is missing: an empty field, or one of <see cref="CsvOptions.Missing"/>.</summary>
    /// <param name="columns">The columns' names; none: all columns.</param>
    /// <returns>[rows, columns], row-major.</returns>
    /// <exception cref="DataFormatException">A field is neither missing nor a finite number.</exception>
    public float[] FloatsOrNaN(params ReadOnlySpan<string> columns) => Numbers(columns, allowsMissing: true);

    /// <summary>A column as texts; a missing value is an empty one.</summary>
    public string[] Strings(string column)
    {
        int place = Places([column])[0];
        return [.. _rows.ConvertAll(row => IsMissingText(row[place]) ? "" : row[place])];
    }

    /// <summary>A column as class ids: the places of its values in <paramref name="names"/>.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="names">The different values, sorted by their characters.</param>
    /// <exception cref="DataFormatException">A value is missing.</exception>
    public int[] Classes(string column, out string[] names)
    {
        SortedSet<string> different = new(StringComparer.Ordinal);
        int place = Places([column])[0];
        for (int row = 0; row < _rows.Count; row++) different.Add(Class(row, place));
        names = [.. different];
        return Classes(column, names);
    }

    /// <summary>A column as class ids of known names, such as those of the training file.</summary>
    /// <exception cref="DataFormatException">A value is missing or none of the names.</exception>
    public int[] Classes(string column, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++) ids.TryAdd(names[i], i);
        int place = Places([column])[0];
        int[] classes = new int[_rows.Count];
        for (int row = 0; row < classes.Length; row++)
        {
            if (!ids.TryGetValue(Class(row, place), out classes[row])) throw Bad(row, place, $"none of the {names.Count.ToString(CultureInfo.InvariantCulture)} classes", "mend the field, or take the class in");
        }

        return classes;
    }

    internal string PlaceOf(int row) => CsvRows.Place(_name, _lines[row]);

    /// <summary>A field as a text; null where it is missing.</summary>
    internal string? TextAt(int row, int place) => IsMissingText(_rows[row][place]) ? null : _rows[row][place];

    /// <summary>A field as a number, NaN where it is missing.</summary>
    /// <exception cref="DataFormatException">It is neither missing nor a finite number.</exception>
    internal double NumberAt(int row, int place)
    {
        string field = _rows[row][place];
        if (field.Length == 0) return double.NaN;
        if (_numbers.TryParse(field, out double value)) return value;
        return IsMissingNumber(field) ? double.NaN : throw Bad(row, place, "no finite number", Advice(field));
    }

    /// <summary>Whether each field of a column is a number or missing as one, and one of them is a number.</summary>
    internal bool HasNumbers(int place)
    {
        bool any = false;
        foreach (string[] row in _rows)
        {
            if (_numbers.TryParse(row[place], out _)) any = true;
            else if (row[place].Length > 0 && !IsMissingNumber(row[place])) return false;
        }

        return any;
    }

    private bool IsMissingNumber(string field)
    {
        foreach (string missing in _options.Missing ?? s_missingNumbers)
        {
            if (field.AsSpan().Trim().SequenceEqual(missing)) return true;
        }

        return false;
    }

    private static bool HasTabs(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tab", StringComparison.OrdinalIgnoreCase);
    }

    private float[] Numbers(ReadOnlySpan<string> columns, bool allowsMissing)
    {
        int[] places = Places(columns.IsEmpty ? _columns : columns);
        float[] values = new float[checked(_rows.Count * places.Length)];
        for (int row = 0; row < _rows.Count; row++)
        {
            for (int i = 0; i < places.Length; i++)
            {
                float value = (float)NumberAt(row, places[i]);
                if (float.IsInfinity(value)) throw Bad(row, places[i], "no finite number", "numbers are read in single precision, up to 3.4e38");
                if (float.IsNaN(value) && !allowsMissing) throw Bad(row, places[i], "no finite number", "mend or remove the row, leave the column out, or read with FloatsOrNaN");
                values[(row * places.Length) + i] = value;
            }
        }

        return values;
    }

    private string Class(int row, int place)
    {
        string field = _rows[row][place];
        if (IsMissingText(field)) throw Bad(row, place, "no class", "mend or remove the row");
        return _options.Trim ? field.Trim() : field; // a blank inside quotes makes no other class
    }

    private bool IsMissingText(string field)
    {
        if (string.IsNullOrWhiteSpace(field)) return field.Length == 0 || _options.Trim;
        if (_options.Missing is not { } all) return false;
        foreach (string missing in all)
        {
            if (field == missing) return true;
        }

        return false;
    }

    private int[] Places(ReadOnlySpan<string> columns)
    {
        int[] places = new int[columns.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Array.IndexOf(_columns, columns[i]);
            if (places[i] < 0) throw new ArgumentException($"{_name} has no column '{columns[i]}': it has {Weights.Text.Clip(string.Join(", ", _columns))}{_read.Hint()}", nameof(columns));
        }

        return places;
    }

    private string Advice(string field)
    {
        string trimmed = field.Trim();
        bool hasPoint = trimmed.Contains('.', StringComparison.Ordinal), hasComma = trimmed.Contains(',', StringComparison.Ordinal);
        bool german = new CsvNumber(',', hasPoint ? '.' : null).TryParse(trimmed, out _), english = new CsvNumber('.', ',').TryParse(trimmed, out _);
        return (hasComma, german, english) switch
        {
            (true, true, true) => "write numbers with a point, or read with Decimal = ',' or Thousands = ',', whichever the comma is",
            (true, true, false) => hasPoint ? "write numbers with a point, or read with Decimal = ',' and Thousands = '.'" : "write numbers with a point, or read with Decimal = ','",
            (true, false, true) => "write numbers without marks, or read with Thousands = ','",
            (true, false, false) => "write numbers with a point",
            _ => "mend or remove the row, leave the column out, or name what stands for a missing value in Missing" + _read.Hint(),
        };
    }

    private DataFormatException Bad(int row, int place, string what, string advice)
    {
        string field = _rows[row][place];
        string shown = field.Length == 0 ? "is empty" : $"is '{Weights.Text.Clip(field)}'";
        return new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{CsvRows.Place(_name, _lines[row])}, column {place + 1} ('{Weights.Text.Clip(_columns[place])}') {shown}, {what}: {advice}"));
    }
}

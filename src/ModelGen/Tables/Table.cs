using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using ModelGen.Data;

namespace ModelGen.Tables;

/// <summary>Rows with named columns, in memory: numbers, texts and dates, with gaps. What a <see cref="TablePipeline"/> is fitted to and applied to.</summary>
/// <remarks>Errors in values name the source, the row (of a file its line) and the column.</remarks>
public sealed class Table
{
    private readonly TableColumn[] _columns;
    private readonly Func<int, string> _place;
    private readonly int[] _rows;

    internal Table(TableColumn[] columns, int[] rows, Func<int, string> place) => (_columns, _rows, _place) = (columns, rows, place);

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Columns => Array.ConvertAll(_columns, column => column.Name);

    /// <summary>The number of rows.</summary>
    public int Rows => _rows.Length;

    /// <summary>Reads a file: JSON (a list of objects, or one object a line) where its name ends in .json, .jsonl or .ndjson, otherwise separated values. Packed by gzip or not.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is damaged; the message names the line.</exception>
    public static Table Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return JsonRows.IsName(path) ? JsonRows.Read(path) : From(CsvTable.Read(path));
    }

    /// <summary>The rows of a file of separated values that was read with options.</summary>
    public static Table From(CsvTable csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        TableColumn[] columns = new TableColumn[csv.Columns.Count];
        for (int i = 0; i < columns.Length; i++) columns[i] = new CsvColumn(csv.Columns[i], csv, i);
        return new Table(columns, All(csv.Rows), csv.PlaceOf);
    }

    /// <summary>The rows of a query of any database, or of any other reader of rows. The reader is read to its end.</summary>
    /// <exception cref="DataFormatException">No rows, or two columns of one name.</exception>
    public static Table From(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        TableRows rows = new("The reader");
        for (int i = 0; i < reader.FieldCount; i++) rows.AddColumn(reader.GetName(i));
        while (reader.Read())
        {
            rows.AddRow();
            for (int i = 0; i < reader.FieldCount; i++) rows.Set(i, reader.GetValue(i));
        }

        return rows.ToTable();
    }

    /// <summary>Records of a program: each public property is a column, and so is each key of dictionaries of text to values.</summary>
    /// <exception cref="DataFormatException">No rows.</exception>
    /// <exception cref="ArgumentException">The type has no public properties.</exception>
    public static Table From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return RecordRows.Read(records);
    }

    /// <summary>Columns as other libraries have them: a DataFrame's, those of a Parquet file.</summary>
    /// <param name="columns">The names, and as many values of each.</param>
    /// <exception cref="DataFormatException">No rows, two columns of one name, or of different lengths.</exception>
    public static Table FromColumns(IEnumerable<(string Name, IEnumerable Values)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        TableRows rows = new("The table");
        foreach ((string name, IEnumerable values) in columns) rows.AddColumn(name, values);
        return rows.ToTable();
    }

    /// <summary>A column as numbers; NaN where one is missing.</summary>
    /// <exception cref="DataFormatException">A value is no finite number.</exception>
    public double[] Numbers(string column)
    {
        TableColumn found = Column(column);
        double[] numbers = new double[Rows];
        for (int row = 0; row < numbers.Length; row++) numbers[row] = NumberAt(found, row);
        return numbers;
    }

    /// <summary>A column as texts; null where one is missing.</summary>
    public string?[] Texts(string column)
    {
        TableColumn found = Column(column);
        return Array.ConvertAll(_rows, found.Text);
    }

    /// <summary>A column as class ids: the places of its values in <paramref name="names"/>.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="names">The different values, sorted by their characters.</param>
    /// <exception cref="DataFormatException">A value is missing.</exception>
    public int[] Classes(string column, out string[] names)
    {
        TableColumn found = Column(column);
        SortedSet<string> different = new(StringComparer.Ordinal);
        for (int row = 0; row < Rows; row++) different.Add(ClassAt(found, row));
        names = [.. different];
        int[] ids = new int[Rows];
        for (int row = 0; row < ids.Length; row++) ids[row] = Array.BinarySearch(names, ClassAt(found, row), StringComparer.Ordinal);
        return ids;
    }

    /// <summary>Some of the rows, in the order given; nothing is copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Table Take(ReadOnlySpan<int> rows)
    {
        int[] taken = new int[rows.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Rows) throw new ArgumentOutOfRangeException(nameof(rows), string.Create(CultureInfo.InvariantCulture, $"There is no row {rows[i]}: the table has {Rows}, counted from 0"));
            taken[i] = _rows[rows[i]];
        }

        return new Table(_columns, taken, _place);
    }

    /// <summary>The rows that have a value in each of these columns. In a column of numbers NA, null and the like (<see cref="CsvOptions.Missing"/>) are none.</summary>
    /// <param name="columns">The columns' names; none: all columns.</param>
    public Table DropMissing(params ReadOnlySpan<string> columns)
    {
        List<TableColumn> needed = [];
        foreach (string column in columns) needed.Add(Column(column));
        if (needed.Count == 0) needed.AddRange(_columns);
        return new Table(_columns, Array.FindAll(_rows, row => needed.TrueForAll(column => !column.IsAbsent(row))), _place);
    }

    /// <summary>Parts drawn at random: to learn from, to choose by, to judge by.</summary>
    /// <param name="validation">The part for validation, 0 to 1.</param>
    /// <param name="test">The part for test, 0 to 1.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <param name="stratify">A column whose values all parts have in the same proportion; null: none.</param>
    /// <exception cref="ArgumentException">A part that is asked for would be empty, or a class has too few rows.</exception>
    public (Table Train, Table Validation, Table Test) Split(double validation = 0.1, double test = 0.1, ulong seed = 0, string? stratify = null)
    {
        DataSplit split = stratify is null ? DataSplit.Random(Rows, validation, test, seed) : DataSplit.Stratified(Classes(stratify, out _), validation, test, seed);
        return (Take(split.Train), Take(split.Validation), Take(split.Test));
    }

    internal TableColumn Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Find(_columns, column => column.Name == name)
            ?? throw new ArgumentException($"There is no column '{name}': the table has {Weights.Text.Clip(string.Join(", ", Columns))}", nameof(name));
    }

    internal bool IsMissing(TableColumn column, int row) => column.IsMissing(_rows[row]);

    internal double NumberAt(TableColumn column, int row) => Checked(column, row, column.Number);

    internal string? TextAt(TableColumn column, int row) => column.Text(_rows[row]);

    internal DateTime? DateAt(TableColumn column, int row, string? format) => Checked(column, row, place => column.Date(place, format));

    internal DataFormatException Bad(TableColumn column, int row, string what) => new($"{_place(_rows[row])}, column '{Weights.Text.Clip(column.Name)}' {what}");

    internal static int[] All(int count)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = i;
        return rows;
    }

    private string ClassAt(TableColumn column, int row) => TextAt(column, row)?.Trim() ?? throw Bad(column, row, "is missing, no class: drop such rows first (DropMissing)");

    private T Checked<T>(TableColumn column, int row, Func<int, T> read)
    {
        try
        {
            return read(_rows[row]);
        }
        catch (FormatException fault)
        {
            throw Bad(column, row, fault.Message + ": mend the value, or leave the row or the column out");
        }
    }
}

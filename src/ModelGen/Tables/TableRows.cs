using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Data;

namespace ModelGen.Tables;

/// <summary>Collects rows whose columns may turn up late.</summary>
/// <param name="source">What messages call where they come from.</param>
internal sealed class TableRows(string source)
{
    private readonly List<(string Name, List<object?> Values)> _columns = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<int> _lines = [];
    private int _rows;

    public int AddColumn(string name)
    {
        if (string.IsNullOrEmpty(name)) name = (_columns.Count + 1).ToString(CultureInfo.InvariantCulture);
        if (!_places.TryAdd(name, _columns.Count)) throw new DataFormatException($"{source} has two columns called '{Weights.Text.Clip(name)}': rename one");
        _columns.Add((name, []));
        return _columns.Count - 1;
    }

    public void AddColumn(string name, IEnumerable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<object?> column = _columns[AddColumn(name)].Values;
        foreach (object? value in values) column.Add(value);
        if (_columns.Count == 1) _rows = column.Count;
        if (column.Count == _rows) return;
        throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{source}: column '{Weights.Text.Clip(name)}' has {column.Count} values, '{Weights.Text.Clip(_columns[0].Name)}' has {_rows}: give as many of each"));
    }

    /// <param name="line">Where the row stands in a file; 0: not in a file.</param>
    public void AddRow(int line = 0)
    {
        _rows++;
        if (line > 0) _lines.Add(line);
    }

    /// <summary>The place of a column, which is made where it is not there yet.</summary>
    public int Place(string name) => _places.TryGetValue(name, out int place) ? place : AddColumn(name);

    /// <summary>A value of the last row.</summary>
    /// <returns>False: it has one already.</returns>
    public bool Set(int column, object? value)
    {
        List<object?> values = _columns[column].Values;
        if (values.Count == _rows) return false;
        while (values.Count < _rows - 1) values.Add(null);
        values.Add(value);
        return true;
    }

    public Table ToTable()
    {
        if (_rows == 0 || _columns.Count == 0) throw new DataFormatException($"{source} has no rows");
        TableColumn[] columns = new TableColumn[_columns.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            (string name, List<object?> values) = _columns[i];
            while (values.Count < _rows) values.Add(null);
            columns[i] = new ValueColumn(name, [.. values]);
        }

        return new Table(columns, Table.All(_rows), row => string.Create(CultureInfo.InvariantCulture, $"{source}, {(row < _lines.Count ? $"line {_lines[row]}" : $"row {row + 1}")}"));
    }
}

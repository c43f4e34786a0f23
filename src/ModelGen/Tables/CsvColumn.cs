using System;
using ModelGen.Data;

namespace ModelGen.Tables;

/// <summary>A column of a file of separated values: texts, read by the file's own rules.</summary>
internal sealed class CsvColumn(string name, CsvTable table, int place) : TableColumn(name)
{
    private bool? _hasNumbers;

    public override bool IsMissing(int row) => table.TextAt(row, place) is null;

    // NA is no value of a column of numbers; of one with names it may be one.
    public override bool IsAbsent(int row) => IsMissing(row) || ((_hasNumbers ??= table.HasNumbers(place)) && double.IsNaN(table.NumberAt(row, place)));

    public override double Number(int row) => table.NumberAt(row, place);

    public override string? Text(int row) => table.TextAt(row, place);

    public override DateTime? Date(int row, string? format) => table.TextAt(row, place) is string text ? CellText.Date(text, format) : null;
}

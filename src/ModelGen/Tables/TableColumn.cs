using System;

namespace ModelGen.Tables;

/// <summary>One column, whatever its rows came from. A value is read as what is asked for.</summary>
internal abstract class TableColumn(string name)
{
    public string Name { get; } = name;

    public abstract bool IsMissing(int row);

    /// <summary>Whether it is missing as what the column holds: a number, or a text.</summary>
    public virtual bool IsAbsent(int row) => IsMissing(row);

    /// <summary>NaN where it is missing.</summary>
    /// <exception cref="FormatException">It is no finite number; the message is a clause.</exception>
    public abstract double Number(int row);

    /// <summary>Null where it is missing.</summary>
    public abstract string? Text(int row);

    /// <summary>Null where it is missing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="format">How a text is a date; null: ISO 8601.</param>
    /// <exception cref="FormatException">It is no date; the message is a clause.</exception>
    public abstract DateTime? Date(int row, string? format);
}

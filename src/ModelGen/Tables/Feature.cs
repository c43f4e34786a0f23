using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ModelGen.Tables;

/// <summary>What one column becomes, with all that was learned from the training rows. Saved as JSON.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Drops">Whether rows without a value are left out of data sets.</param>
/// <param name="Indicator">Whether a number more says that the value is missing.</param>
[JsonDerivedType(typeof(NumberFeature), "number")]
[JsonDerivedType(typeof(CategoryFeature), "category")]
[JsonDerivedType(typeof(DateFeature), "date")]
[JsonDerivedType(typeof(FlagFeature), "flag")]
internal abstract record Feature(string Column, bool Drops, bool Indicator)
{
    /// <summary>How many numbers it gives, the indicator not counted.</summary>
    [JsonIgnore]
    public abstract int Values { get; }

    /// <summary>How many numbers it gives.</summary>
    [JsonIgnore]
    public int Width => Values + (Indicator ? 1 : 0);

    /// <summary>The names of its numbers.</summary>
    public IEnumerable<string> Names()
    {
        foreach (string name in ValueNames()) yield return name;
        if (Indicator) yield return Column + " is missing";
    }

    /// <summary>Whether there is no value.</summary>
    public virtual bool IsMissing(Table table, TableColumn column, int row) => table.IsMissing(column, row);

    /// <summary>Writes the numbers of one row.</summary>
    /// <exception cref="Data.DataFormatException">The value cannot be taken; names row and column.</exception>
    public void Write(Table table, TableColumn column, int row, Span<float> numbers)
    {
        bool isMissing = IsMissing(table, column, row);
        WriteValues(table, column, row, isMissing, numbers[..Values]);
        if (Indicator) numbers[Values] = isMissing ? 1 : 0;
    }

    /// <summary>What is wrong with it, as a clause, where it was read from a file; null: nothing.</summary>
    public abstract string? Fault();

    protected abstract IEnumerable<string> ValueNames();

    protected abstract void WriteValues(Table table, TableColumn column, int row, bool isMissing, Span<float> numbers);

    /// <summary>The error of a missing value that nothing stands in for.</summary>
    protected Exception Missing(Table table, TableColumn column, int row) => table.Bad(column, row, Drops
        ? "is missing, and such rows are left out: foretell only what Complete keeps"
        : "is missing, and nothing stands in for it: drop such rows, or give an Impute when the pipeline is made");
}

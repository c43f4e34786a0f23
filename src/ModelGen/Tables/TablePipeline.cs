using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Data;

namespace ModelGen.Tables;

/// <summary>How a table's columns become a model's inputs and targets. <see cref="Fit"/> learns what is to be learned (means, categories...) from training rows alone.</summary>
/// <remarks>A pipeline is not changed by its methods: each gives another one, with a step more. Inputs stand in the order of the steps.</remarks>
public sealed class TablePipeline
{
    private readonly Step[] _features;
    private readonly Step[] _targets;
    private readonly (string Column, bool Drops)? _classes;
    private readonly string? _weights;

    /// <summary>A pipeline without a step.</summary>
    public TablePipeline()
        : this([], [], null, null)
    {
    }

    private TablePipeline(Step[] features, Step[] targets, (string Column, bool Drops)? classes, string? weights) => (_features, _targets, _classes, _weights) = (features, targets, classes, weights);

    /// <summary>Columns of numbers, one input each: filled, then bent, then scaled.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <param name="scaling">How they are scaled.</param>
    /// <param name="missing">What stands in for a missing value; null: <see cref="Impute.Refuse"/>.</param>
    /// <param name="curve">What is done before.</param>
    public TablePipeline Numbers(IReadOnlyList<string> columns, Scaling scaling = Scaling.Standard, Impute? missing = null, Curve curve = Curve.Linear) =>
        With(columns, missing, isNumber: true, (column, policy) => table => NumberFeature.Fit(table, column, scaling, policy, curve));

    /// <summary>Columns of categories, one-hot: an input for each category of the training rows, sorted by their characters.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <param name="unknown">What becomes of other categories.</param>
    /// <param name="missing">What stands in for a missing value; null: <see cref="Impute.Refuse"/>. A constant is a category of its own.</param>
    /// <param name="minimum">Categories with fewer training rows count as unknown.</param>
    /// <exception cref="ArgumentException">Rare categories are to be unknown, and unknown ones refused.</exception>
    public TablePipeline Categories(IReadOnlyList<string> columns, UnknownCategory unknown = UnknownCategory.Refuse, Impute? missing = null, int minimum = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        if (minimum > 1 && unknown == UnknownCategory.Refuse) throw new ArgumentException("Rare categories would be refused in the training rows themselves: take UnknownCategory.Ignore or Other with a minimum", nameof(unknown));
        return With(columns, missing, isNumber: false, (column, policy) => table => CategoryFeature.Fit(table, column, isOrdinal: false, order: null, unknown, policy, minimum));
    }

    /// <summary>A column of categories with an order, as one input: 0, 1, 2...</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="order">The categories from the first to the last; null: those of the training rows, sorted by their characters.</param>
    /// <param name="unknown">What becomes of other categories: -1, or the number behind the last.</param>
    /// <param name="missing">What stands in for a missing value; null: <see cref="Impute.Refuse"/>.</param>
    public TablePipeline Ordinal(string column, IReadOnlyList<string>? order = null, UnknownCategory unknown = UnknownCategory.Refuse, Impute? missing = null)
    {
        if (order is not null && (order.Count == 0 || order.Distinct(StringComparer.Ordinal).Count() != order.Count)) throw new ArgumentException("The order names each category once: mend it", nameof(order));
        return With([column], missing, isNumber: false, (name, policy) => table => CategoryFeature.Fit(table, name, isOrdinal: true, order, unknown, policy, 1));
    }

    /// <summary>Columns of dates.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <param name="parts">What they become.</param>
    /// <param name="format">How texts are dates, as <see cref="DateTime.ParseExact(string, string, IFormatProvider?)"/> takes it, without a culture; null: ISO 8601.</param>
    /// <param name="missing">What stands in for a missing value; null: <see cref="Impute.Refuse"/>.</param>
    /// <exception cref="ArgumentException">No part is asked for.</exception>
    public TablePipeline Dates(IReadOnlyList<string> columns, DateParts parts = DateParts.Elapsed, string? format = null, Impute? missing = null)
    {
        if (parts == 0) throw new ArgumentException("A date without parts is no input: take DateParts.Elapsed, or others", nameof(parts));
        return With(columns, missing, isNumber: false, (column, policy) => table => DateFeature.Fit(table, column, parts, format, policy));
    }

    /// <summary>The column whose class is to be foretold, for <see cref="Loss.CrossEntropy"/>.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="missing"><see cref="Impute.Drop"/>: rows without a class are left out of data sets; null: they are an error.</param>
    public TablePipeline ClassTarget(string column, Impute? missing = null) => _targets.Length > 0 || _classes is not null ? throw OneKind()
        : new TablePipeline(_features, [], (Checked(column), Drops(missing)), _weights);

    /// <summary>A column of two values, one of which is to be foretold, for <see cref="Loss.BinaryCrossEntropy"/> on one output.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="positive">The value that counts as 1.</param>
    /// <param name="missing"><see cref="Impute.Drop"/>: rows without a value are left out of data sets; null: they are an error.</param>
    public TablePipeline BinaryTarget(string column, string positive, Impute? missing = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(positive);
        bool drops = Drops(missing);
        return _classes is not null ? throw OneKind() : new TablePipeline(_features, [.. _targets, new Step(Checked(column), drops, IsNumber: false, table => FlagFeature.Fit(table, column, positive, drops))], null, _weights);
    }

    /// <summary>A column of numbers that are to be foretold. Several make a model of several outputs, in this order.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="scaling">How the model sees it; reports and <see cref="FittedTablePipeline.Invert(System.Numerics.Tensors.ReadOnlyTensorSpan{float})"/> are in the column's own unit again.</param>
    /// <param name="curve">What is done before.</param>
    /// <param name="missing"><see cref="Impute.Drop"/>: rows without a value are left out of data sets; null: they are an error.</param>
    public TablePipeline NumberTarget(string column, Scaling scaling = Scaling.Standard, Curve curve = Curve.Linear, Impute? missing = null)
    {
        Impute policy = Drops(missing) ? Impute.Drop : Impute.Refuse;
        return _classes is not null ? throw OneKind() : new TablePipeline(_features, [.. _targets, new Step(Checked(column), Drops(missing), IsNumber: true, table => NumberFeature.Fit(table, column, scaling, policy, curve))], null, _weights);
    }

    /// <summary>A column of weights: how much each row counts in the loss and in reports, a finite number of at least 0. Data sets of the pipeline bring them; statistics of other columns do not look at them.</summary>
    /// <param name="column">The column's name. In tables that data sets are made of it must be there, in those that are only transformed it need not.</param>
    public TablePipeline Weight(string column) => new(_features, _targets, _classes, Checked(column));

    /// <summary>Learns from training rows. Rows that <see cref="Impute.Drop"/> leaves out are left out here too.</summary>
    /// <param name="train">The training rows, and no others.</param>
    /// <exception cref="ArgumentException">There is no step, a column is not there, or is missing in every row.</exception>
    /// <exception cref="DataFormatException">A value cannot be taken; names row and column.</exception>
    public FittedTablePipeline Fit(Table train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (_features.Length == 0) throw new ArgumentException("The pipeline has no inputs: name columns with Numbers, Categories, Ordinal or Dates", nameof(train));
        foreach (Step step in _targets) Leaks(step.Column);
        if (_classes is { } leak) Leaks(leak.Column);
        if (_weights is { } weights) train.Column(weights);

        // A row that one column drops is no fault in another.
        Step[] dropping = [.. _features.Concat(_targets).Where(step => step.Drops)];
        int[] complete = Array.FindAll(Table.All(train.Rows), row => Array.TrueForAll(dropping, step => !step.IsMissing(train, row)) && (_classes is not { Drops: true } classes || !train.IsMissing(train.Column(classes.Column), row)));
        if (complete.Length == 0) throw new ArgumentException("No training row is left: a value that rows are dropped for is missing in each", nameof(train));
        Table rows = train.Take(complete);
        ClassFeature? found = null;
        if (_classes is { } target)
        {
            rows.Classes(target.Column, out string[] names);
            found = new ClassFeature(target.Column, target.Drops, names);
        }

        return new FittedTablePipeline(Array.ConvertAll(_features, step => step.Fit(rows)), Array.ConvertAll(_targets, step => step.Fit(rows)), found, _weights);
    }

    private static string Checked(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return column;
    }

    private static bool Drops(Impute? missing) => missing?.Kind switch
    {
        null or ImputeKind.Refuse => false,
        ImputeKind.Drop => true,
        _ => throw new ArgumentException("A target that is missing cannot be made up: drop its rows (Impute.Drop)", nameof(missing)),
    };

    private static ArgumentException OneKind() => new("A pipeline has one class target, or numbers and binary values: make a pipeline for each model");

    private void Leaks(string target)
    {
        if (Array.Exists(_features, step => step.Column == target)) throw new ArgumentException($"'{target}' is an input and the target: the model would be given the answer", nameof(target));
    }

    private TablePipeline With(IReadOnlyList<string> columns, Impute? missing, bool isNumber, Func<string, Impute, Func<Table, Feature>> fit)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("Name at least one column", nameof(columns));
        missing ??= Impute.Refuse;
        return new TablePipeline([.. _features, .. columns.Select(column => new Step(Checked(column), missing.Kind == ImputeKind.Drop, isNumber, fit(column, missing)))], _targets, _classes, _weights);
    }

    private sealed record Step(string Column, bool Drops, bool IsNumber, Func<Table, Feature> Fit)
    {
        public bool IsMissing(Table table, int row) => IsNumber ? double.IsNaN(table.NumberAt(table.Column(Column), row)) : table.IsMissing(table.Column(Column), row);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Text.Json;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Weights;

namespace ModelGen.Tables;

/// <summary>A pipeline with what it learned from its training rows: gives inputs and targets of any rows, and takes predictions back to the targets' own units. Save it beside the weights.</summary>
public sealed class FittedTablePipeline
{
    private const long LargestFile = 64 << 20;

    private readonly Feature[] _features;
    private readonly Feature[] _targets;
    private readonly ClassFeature? _classes;
    private readonly string? _weights;

    internal FittedTablePipeline(Feature[] features, Feature[] targets, ClassFeature? classes, string? weights) => (_features, _targets, _classes, _weights) = (features, targets, classes, weights);

    /// <summary>How many inputs a row has: what the model's <c>[Input]</c> names.</summary>
    public int Width => _features.Sum(feature => feature.Width);

    /// <summary>The names of the inputs, in their order.</summary>
    public IReadOnlyList<string> Names => [.. _features.SelectMany(feature => feature.Names())];

    /// <summary>What each column becomes.</summary>
    internal IReadOnlyList<Feature> Features => _features;

    /// <summary>The numbers to foretell.</summary>
    internal IReadOnlyList<Feature> Targets => _targets;

    /// <summary>The names of the classes, by their ids; none where the target is no class.</summary>
    public IReadOnlyList<string> ClassNames => _classes?.Names ?? [];

    /// <summary>The rows that have all values that other rows are left out for: all rows, unless <see cref="Impute.Drop"/> was asked for. Targets that the table has not are not looked at.</summary>
    public int[] Complete(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<Feature> needed = [.. _features.Where(feature => feature.Drops)];
        needed.AddRange(_targets.Where(target => target.Drops && table.Columns.Contains(target.Column)));
        if (_classes is { Drops: true } classes && table.Columns.Contains(classes.Column)) needed.Add(ClassColumn(classes));
        return Array.FindAll(Table.All(table.Rows), row => needed.TrueForAll(feature => !feature.IsMissing(table, table.Column(feature.Column), row)));
    }

    /// <summary>The inputs of rows.</summary>
    /// <returns>[rows, <see cref="Width"/>].</returns>
    /// <exception cref="DataFormatException">A value cannot be taken; names row and column.</exception>
    public Tensor<float> Transform(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Tensor.Create(Write(_features, table), [table.Rows, Width]);
    }

    /// <summary>Inputs and class ids, for <see cref="Loss.CrossEntropy"/>.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="batch">Rows per batch.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="InvalidOperationException">The pipeline has no class target.</exception>
    /// <exception cref="DataFormatException">A value cannot be taken, or a class is not one of the training rows.</exception>
    public TensorDataset<float, int> ClassDataset(Table table, int batch, bool shuffle = true, ulong seed = 0)
    {
        ClassFeature classes = _classes ?? throw new InvalidOperationException("The pipeline has no class target: name it with ClassTarget, or take NumberDataset");
        Table complete = Kept(table);
        int[] ids = Array.ConvertAll(Write([ClassColumn(classes)], complete), id => (int)id);
        return new TensorDataset<float, int>(Transform(complete), ids, batch, shuffle, seed, weights: WeightsOf(complete));
    }

    /// <summary>Inputs and the numbers to foretell, [rows, targets], as the model sees them.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="batch">Rows per batch.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="InvalidOperationException">The pipeline has no such target.</exception>
    /// <exception cref="DataFormatException">A value cannot be taken; names row and column.</exception>
    public TensorDataset<float, float> NumberDataset(Table table, int batch, bool shuffle = true, ulong seed = 0) => Numbers(table, RequiredTargets(), batch, shuffle, seed);

    /// <summary>Predictions in the targets' own units.</summary>
    /// <param name="predictions">[rows, targets], what the model gives.</param>
    /// <returns>[rows, targets].</returns>
    /// <exception cref="ShapeMismatchException">Another number of columns than targets.</exception>
    public Tensor<float> Invert(ReadOnlyTensorSpan<float> predictions)
    {
        int targets = RequiredTargets().Length;
        if (predictions.Rank != 2 || predictions.Lengths[1] != targets) throw new ShapeMismatchException(nameof(FittedTablePipeline), nameof(predictions), Guard.Describe(predictions.Lengths), $"[rows, {targets}]");
        float[] numbers = Guard.Dense(predictions).ToArray();
        Invert(numbers);
        return Tensor.Create(numbers, predictions.Lengths);
    }

    /// <summary>Judges a model of classes on rows.</summary>
    /// <param name="predict">The model's Predict.</param>
    /// <param name="table">The rows.</param>
    /// <param name="batch">Rows per batch; changes nothing but memory.</param>
    public ClassificationReport EvaluateClasses(Prediction<float> predict, Table table, int batch = 256) =>
        Evaluate.Classifier(predict, ClassDataset(table, batch, shuffle: false), ClassNames.Count, ClassNames);

    /// <summary>Judges a model of numbers on rows, in the targets' own units.</summary>
    /// <param name="predict">The model's Predict.</param>
    /// <param name="table">The rows.</param>
    /// <param name="batch">Rows per batch; changes nothing but memory.</param>
    public RegressionReport EvaluateNumbers(Prediction<float> predict, Table table, int batch = 256)
    {
        ArgumentNullException.ThrowIfNull(predict);
        Feature[] raw = Array.ConvertAll(RequiredTargets(), target => target is NumberFeature number ? number with { Curve = Curve.Linear, Center = 0, Scale = 1 } : target);
        return Evaluate.Regression<float>(Own, Numbers(table, raw, batch, shuffle: false, seed: 0), raw.Length);

        void Own(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
        {
            predict(input, output);
            Invert(Guard.Dense(output, nameof(FittedTablePipeline), nameof(output)));
        }
    }

    /// <summary>Writes all that was learned as JSON, which only <see cref="Load"/> need understand.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, new PipelineFile(PipelineFile.Current, _features, _targets, _classes, _weights), PipelineJson.Default.PipelineFile));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no pipeline, is damaged, or of a later version.</exception>
    public static FittedTablePipeline Load(string path)
    {
        using Stream stream = DataStream.Open(path, "fit and save the pipeline first");
        if (FileKind.Of(stream) is FileKind { Name: not "JSON text" } kind) throw new DataFormatException($"'{path}' is {kind.Name}, no saved pipeline: give the file that FittedTablePipeline.Save wrote");
        if (stream.CanSeek && stream.Length > LargestFile) throw Damaged(path, "it is larger than 64 MB");
        PipelineFile file;
        try
        {
            file = JsonSerializer.Deserialize(stream, PipelineJson.Default.PipelineFile) ?? throw Damaged(path, "it is empty");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw Damaged(path, "it has not the JSON that is expected", error);
        }

        if (file.Version != PipelineFile.Current) throw new DataFormatException($"'{path}' is a pipeline of version {file.Version}, this library reads version {PipelineFile.Current}: use the library that wrote it");
        if (file.Features.Count == 0) throw Damaged(path, "it has no inputs");
        if (file.Classes is { } classes && (file.Targets.Count > 0 || classes.Names.Count == 0 || classes.Names.Any(string.IsNullOrEmpty) || classes.Names.Distinct(StringComparer.Ordinal).Count() != classes.Names.Count)) throw Damaged(path, "its classes are empty or repeated");
        foreach (Feature feature in file.Features.Concat(file.Targets))
        {
            if (feature is null) throw Damaged(path, "a column of it is null");
            if (feature.Fault() is string fault) throw Damaged(path, $"column {Text.Quote(feature.Column)}: {fault}");
        }

        return new FittedTablePipeline([.. file.Features], [.. file.Targets], file.Classes, file.Weights);
    }

    private static DataFormatException Damaged(string path, string what, Exception? cause = null) => new($"'{path}' is no usable pipeline: {what}; take the file that was saved beside the weights, or fit the pipeline again", cause);

    private static CategoryFeature ClassColumn(ClassFeature classes) => new(classes.Column, classes.Drops, false, IsOrdinal: true, classes.Names, UnknownCategory.Refuse, null);

    private static float[] Write(Feature[] features, Table table)
    {
        TableColumn[] columns = Array.ConvertAll(features, feature => table.Column(feature.Column));
        int width = features.Sum(feature => feature.Width);
        float[] numbers = new float[checked(table.Rows * width)];
        for (int row = 0; row < table.Rows; row++)
        {
            int next = row * width;
            for (int i = 0; i < features.Length; i++)
            {
                features[i].Write(table, columns[i], row, numbers.AsSpan(next, features[i].Width));
                next += features[i].Width;
            }
        }

        return numbers;
    }

    private Table Kept(Table table)
    {
        int[] complete = Complete(table);
        return complete.Length == table.Rows ? table : table.Take(complete);
    }

    private TensorDataset<float, float> Numbers(Table table, Feature[] targets, int batch, bool shuffle, ulong seed)
    {
        Table complete = Kept(table);
        return new TensorDataset<float, float>(Transform(complete), Tensor.Create(Write(targets, complete), [complete.Rows, targets.Length]), batch, shuffle, seed, weights: WeightsOf(complete));
    }

    private float[] WeightsOf(Table table)
    {
        if (_weights is null) return [];
        TableColumn column = table.Column(_weights);
        float[] weights = new float[table.Rows];
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = (float)table.NumberAt(column, row);
            if (!(weights[row] >= 0 && float.IsFinite(weights[row]))) throw table.Bad(column, row, $"{(float.IsNaN(weights[row]) ? "is missing" : $"is {weights[row].ToString(CultureInfo.InvariantCulture)}")}: a weight is a finite number of at least 0, and 0 leaves the row out");
        }

        return weights;
    }

    private Feature[] RequiredTargets() => _targets.Length > 0 ? _targets : throw new InvalidOperationException("The pipeline has no numbers to foretell: name them with NumberTarget or BinaryTarget");

    private void Invert(Span<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (_targets[i % _targets.Length] is NumberFeature number) numbers[i] = number.Invert(numbers[i]);
        }
    }
}

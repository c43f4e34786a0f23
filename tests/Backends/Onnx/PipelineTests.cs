using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Equality;
using ModelGen.Onnx;
using ModelGen.Tables;
using Xunit;

namespace ModelGen.Onnx.Tests;

/// <summary>Files that take the columns of a table.</summary>
public sealed class PipelineTests : IDisposable
{
    private static readonly Dictionary<string, object?>[] s_rows =
    [
        new() { ["mass"] = 3.5, ["price"] = 20.0, ["island"] = "Dream", ["size"] = "small", ["sex"] = "f", ["kind"] = "a" },
        new() { ["mass"] = 4.25, ["price"] = 1500.0, ["island"] = "Torgersen", ["size"] = "large", ["sex"] = null, ["kind"] = "b" },
        new() { ["mass"] = null, ["price"] = 0.0, ["island"] = "Biscoe", ["size"] = "middle", ["sex"] = "m", ["kind"] = "a" },
        new() { ["mass"] = 2.75, ["price"] = 7.0, ["island"] = "Dream", ["size"] = "small", ["sex"] = "m", ["kind"] = "b" },
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx");

    private string File => Path.Combine(_folder.FullName, "model.onnx");

    [Fact]
    public void ColumnsGoIn()
    {
        Table table = Tables.Table.From(s_rows);
        FittedTablePipeline pipeline = Steps().ClassTarget("kind").Fit(table);
        Kinds model = new(seed: 1);
        model.ExportOnnx(File, new OnnxOptions { Pipeline = pipeline, Probabilities = true });
        Closeness.Check(Run(s_rows), Flat(model.PredictProbabilities(pipeline.Transform(table))), 1e-5, 0, "probabilities");
    }

    [Fact]
    public void NumbersComeOutInTheirOwnUnits()
    {
        Table table = Tables.Table.From(s_rows);
        FittedTablePipeline pipeline = new TablePipeline().Numbers(["price"]).Categories(["island"], unknown: UnknownCategory.Ignore).NumberTarget("mass", Scaling.Standard, curve: Curve.Log).Fit(table.DropMissing("mass"));
        Mass model = new(seed: 1);
        model.ExportOnnx(File, new OnnxOptions { Pipeline = pipeline });
        float[] ours = Flat(pipeline.Invert(model.Predict(pipeline.Transform(table))));
        Closeness.Check(Run(s_rows), ours, 1e-5, 0, "masses");
    }

    /// <summary>An error in the program is NaN in the file, and never a guess.</summary>
    [Fact]
    public void WhatThePipelineRefusesIsNotANumber()
    {
        FittedTablePipeline pipeline = Steps().ClassTarget("kind").Fit(Tables.Table.From(s_rows));
        new Kinds(seed: 1).ExportOnnx(File, new OnnxOptions { Pipeline = pipeline });
        Dictionary<string, object?> foreign = new(s_rows[0]) { ["island"] = "Elephant" }, gap = new(s_rows[0]) { ["price"] = null };
        float[] logits = Run([s_rows[0], foreign, gap]);
        Assert.All(logits[..2], value => Assert.True(float.IsFinite(value)));
        Assert.All(logits[2..], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void WhatCannotBeWritten()
    {
        Table table = Tables.Table.From(new[] { new Dictionary<string, object?> { ["day"] = "2026-11-30", ["mass"] = 1.0 }, new() { ["day"] = "2026-12-01", ["mass"] = 2.0 } });
        Refused("Column 'day' is a date, which ONNX has no operators to read", new TablePipeline().Dates(["day"], DateParts.DayOfWeek).Numbers(["mass"]).Fit(table));
        Refused("gives rows of 1 numbers, and 'input' of Mass is [batch, 3]", new TablePipeline().Numbers(["mass"]).Fit(table));

        void Refused(string message, FittedTablePipeline pipeline)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => new Mass(1).ExportOnnx(File, new OnnxOptions { Pipeline = pipeline }));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.False(System.IO.File.Exists(File));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TablePipeline Steps() => new TablePipeline()
        .Numbers(["mass"], missing: Impute.Median.WithIndicator())
        .Numbers(["price"], curve: Curve.Log1p)
        .Categories(["island"])
        .Ordinal("size", ["small", "middle", "large"])
        .Categories(["sex"], unknown: UnknownCategory.Other, missing: Impute.Constant("?"));

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private float[] Run(Dictionary<string, object?>[] rows)
    {
        using InferenceSession session = new(File);
        OrtValue[] inputs = [.. session.InputNames.Select(Column)];
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, session.InputNames, inputs, ["output"]);
        Array.ForEach(inputs, input => input.Dispose());
        return results[0].GetTensorDataAsSpan<float>().ToArray();

        OrtValue Column(string name)
        {
            if (session.InputMetadata[name].ElementType == typeof(double)) return OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(rows, row => (double?)row[name] ?? double.NaN), [rows.Length, 1]);
            OrtValue texts = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [rows.Length, 1]);
            for (int row = 0; row < rows.Length; row++) texts.StringTensorSetElementAt(((string?)rows[row][name] ?? "").AsSpan(), row);
            return texts;
        }
    }
}

/// <summary>Behind a pipeline.</summary>
[Backends(Backend.Onnx), Model, Input(11), Linear(6), Tanh, Linear(2), Loss(Loss.CrossEntropy)]
public partial class Kinds;

/// <summary>Behind a pipeline.</summary>
[Backends(Backend.Onnx), Model, Input(3), Linear(6), Tanh, Linear(1), Loss(Loss.MeanSquaredError)]
public partial class Mass;

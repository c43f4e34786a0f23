using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Tables;
using Xunit;

namespace ModelGen.Runtime.Tests.Tables;

/// <summary>What a pipeline learns and does; numbers as scikit-learn has them for the same columns.</summary>
public sealed class TablePipelineTests
{
    private static readonly double[] s_x = [1, 2, 4, 8, 10];

    [Fact]
    public void NumbersAreScaledAsTheFieldDoes()
    {
        // StandardScaler: mean 5, population deviation sqrt(12); MinMaxScaler; RobustScaler: median 4, quartiles 2 and 8.
        Equal([-4 / Math.Sqrt(12), -3 / Math.Sqrt(12), -1 / Math.Sqrt(12), 3 / Math.Sqrt(12), 5 / Math.Sqrt(12)], Fitted(s_x, Scaling.Standard));
        Equal([0, 1 / 9.0, 3 / 9.0, 7 / 9.0, 1], Fitted(s_x, Scaling.MinMax));
        Equal([-3 / 6.0, -2 / 6.0, 0, 4 / 6.0, 1], Fitted(s_x, Scaling.Robust));
        Equal(s_x, Fitted(s_x, Scaling.None));
        Equal([.. s_x.Select(x => Math.Log(x))], Fitted(s_x, Scaling.None, Curve.Log));
        Equal([.. s_x.Select(x => Math.Log(1 + x))], Fitted(s_x, Scaling.None, Curve.Log1p));
        foreach (Scaling scaling in Enum.GetValues<Scaling>()) Assert.All(Fitted([0.1, 0.1, 0.1], scaling), value => Assert.True(scaling == Scaling.None ? value == 0.1f : value == 0));
        Equal([-1, 1], Fitted([1_700_000_000, 1_700_000_002], Scaling.Standard)); // in single precision both are one number
        Assert.Contains("has 0, which has no Log", Assert.Throws<ArgumentException>(() => Fitted([0, 1], Scaling.None, Curve.Log)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingNumbersAreFilledByTheTrainingRowsAlone()
    {
        double?[] x = [1, null, 2, 9];
        Table train = Column("x", x), later = Column("x", new double?[] { null, 5 });
        Equal([4, 5], Filled(Impute.Mean));
        Equal([2, 5], Filled(Impute.Median));
        Equal([1, 5], Filled(Impute.MostFrequent));
        Equal([-1, 5], Filled(Impute.Constant(-1)));
        Equal([4, 1, 5, 0], Filled(Impute.Mean.WithIndicator()));
        Assert.Contains("row 2, column 'x' is missing: drop such rows", Assert.Throws<DataFormatException>(() => Filled(Impute.Refuse)).Message, StringComparison.Ordinal);
        Assert.Contains("row 1, column 'x' is missing, and nothing stands in for it", Assert.Throws<DataFormatException>(() => new TablePipeline().Numbers(["x"]).Fit(Column("x", s_x)).Transform(later)).Message, StringComparison.Ordinal);

        // Scaled after filling: 1, 4, 2, 9 have the mean 4 and the deviation sqrt((9 + 0 + 4 + 25) / 4).
        Equal([0], new TablePipeline().Numbers(["x"], missing: Impute.Mean).Fit(train).Transform(later.Take([0])).ToArray());
        Equal([1 / Math.Sqrt(38 / 4.0)], new TablePipeline().Numbers(["x"], missing: Impute.Mean).Fit(train).Transform(later.Take([1])).ToArray());
        Assert.Throws<InvalidOperationException>(Impute.Drop.WithIndicator);
        Assert.Throws<ArgumentException>(() => Impute.Constant(double.NaN));
        Assert.Throws<ArgumentException>(() => new TablePipeline().Numbers(["x"], missing: Impute.Mean).Fit(Column("x", new double?[] { null })));

        float[] Filled(Impute missing) => new TablePipeline().Numbers(["x"], Scaling.None, missing).Fit(train).Transform(later).ToArray();
    }

    [Fact]
    public void AColumnOfWeightsGoesWithItsRows()
    {
        Table table = Table.FromColumns([("x", new double?[] { 1, null, 3, 5 }), ("c", new[] { "a", "b", "b", "a" }), ("w", new[] { 2, 9, 0.5, 0 })]);
        TablePipeline steps = new TablePipeline().Numbers(["x"], Scaling.None, Impute.Drop).Weight("w");
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".json");
        try
        {
            FittedTablePipeline fitted = steps.ClassTarget("c").Fit(table);
            fitted.Save(path);
            foreach (FittedTablePipeline pipeline in new[] { fitted, FittedTablePipeline.Load(path) })
            {
                var batch = new Batch<float, int>();
                pipeline.ClassDataset(table, batch: 4, shuffle: false).Next(batch);
                Assert.Equal([2, 0.5f, 0], batch.Weights.ToArray()); // the row without x is left out, and its weight with it
                Assert.Equal([1, 3, 5], batch.Input.ToArray());
                Assert.Equal(1, pipeline.Width);
                Tensor<float> inputs = pipeline.Transform(Table.FromColumns([("x", new[] { 7.0 })])); // in production nothing has weights
                Assert.Equal(7, inputs[0, 0]);
            }

            // The mean of squares 4 and 16 and 36 with the weights 2, 0.5 and 0: a model that says 0 for x + 1, wanted in its own unit.
            FittedTablePipeline numbers = steps.NumberTarget("y").Fit(Table.FromColumns([("x", new[] { 1.0, 3, 5 }), ("y", new[] { 2.0, 4, 6 }), ("w", new[] { 2, 0.5, 0 })]));
            RegressionReport report = numbers.EvaluateNumbers((input, output) =>
            {
                for (int i = 0; i < output.Lengths[0]; i++) output[i, 0] = -2.4494898f; // 0 behind the scaling: mean 4, deviation sqrt(8 / 3)
            }, Table.FromColumns([("x", new[] { 1.0, 3, 5 }), ("y", new[] { 2.0, 4, 6 }), ("w", new[] { 2, 0.5, 0 })]));
            Assert.Equal(Math.Sqrt(((2 * 4) + (0.5 * 16)) / 2.5), report.RootMeanSquaredError, 1e-4);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Contains("row 2, column 'w' is missing: a weight is a finite number", Assert.Throws<DataFormatException>(() =>
            steps.ClassTarget("c").Fit(table).ClassDataset(Table.FromColumns([("x", new[] { 1.0, 2 }), ("c", new[] { "a", "b" }), ("w", new double?[] { 1, null })]), 2)).Message, StringComparison.Ordinal);
        Assert.Contains("row 1, column 'w' is -1", Assert.Throws<DataFormatException>(() =>
            steps.ClassTarget("c").Fit(table).ClassDataset(Table.FromColumns([("x", new[] { 1.0, 2 }), ("c", new[] { "a", "b" }), ("w", new[] { -1.0, 1 })]), 2)).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'q'", Assert.Throws<ArgumentException>(() => steps.ClassTarget("c").Weight("q").Fit(table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DroppedRowsAreLeftOutOfDataSetsAndRefusedAlone()
    {
        Table table = Table.FromColumns([("x", new double?[] { 1, null, 3, 5 }), ("c", new[] { "a", null, "b", null }), ("y", new double?[] { 10, 20, null, 40 })]);
        FittedTablePipeline pipeline = new TablePipeline().Numbers(["x"], Scaling.None, Impute.Drop).NumberTarget("y", Scaling.None, missing: Impute.Drop).Fit(table);
        Assert.Equal([0, 3], pipeline.Complete(table));
        TensorDataset<float, float> data = pipeline.NumberDataset(table, batch: 9, shuffle: false);
        Batch<float, float> batch = new();
        Assert.True(data.Next(batch));
        Assert.Equal([1, 5], batch.Input.ToArray());
        Assert.Equal([10, 40], batch.Target.ToArray());
        Assert.Contains("such rows are left out", Assert.Throws<DataFormatException>(() => pipeline.Transform(table)).Message, StringComparison.Ordinal);

        // A row that one column drops is no fault in another, and a word for "missing" is missing.
        Table words = Table.From(CsvTable.Read(new StringReader("x,c\n1,a\nNA,\n3,b\n"), "data"));
        Assert.Equal(3, new TablePipeline().Numbers(["x"], missing: Impute.Drop).Categories(["c"]).Fit(words).Width);
        Assert.Throws<DataFormatException>(() => new TablePipeline().Numbers(["x"], missing: Impute.Mean).Categories(["c"]).Fit(words));
    }

    [Fact]
    public void CategoriesAreOneHotOrNumberedAndUnknownOnesGoByThePolicy()
    {
        Table train = Column("c", new[] { "red", "blue", "red", null, "green" }), later = Column("c", new[] { "red", "pink", null });
        FittedTablePipeline other = new TablePipeline().Categories(["c"], UnknownCategory.Other, Impute.Constant("none")).Fit(train);
        Assert.Equal(["c = blue", "c = green", "c = none", "c = red", "c = (other)"], other.Names);
        Equal([0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0], other.Transform(later).ToArray());
        Equal([0, 0, 1, 0, 0, 0, 0, 0, 1], new TablePipeline().Categories(["c"], UnknownCategory.Ignore, Impute.MostFrequent).Fit(train).Transform(later).ToArray());
        Equal([2, -1, 2], new TablePipeline().Ordinal("c", null, UnknownCategory.Ignore, Impute.MostFrequent).Fit(train).Transform(later).ToArray());
        Equal([1, 3, 0], new TablePipeline().Ordinal("c", ["blue", "red", "green"], UnknownCategory.Other, Impute.Constant("blue")).Fit(train).Transform(later).ToArray());
        FittedTablePipeline strict = new TablePipeline().Categories(["c"], missing: Impute.MostFrequent).Fit(train);
        Assert.Contains("row 2, column 'c' is 'pink', none of the 3 categories of the training rows (blue, green, red)", Assert.Throws<DataFormatException>(() => strict.Transform(later)).Message, StringComparison.Ordinal);
        Assert.Equal(2, new TablePipeline().Categories(["c"], UnknownCategory.Other, Impute.MostFrequent, minimum: 2).Fit(train).Width);
        Assert.Throws<ArgumentException>(() => new TablePipeline().Categories(["c"], minimum: 2));
        Assert.Throws<ArgumentException>(() => new TablePipeline().Ordinal("c", ["a", "a"]));
        Assert.Throws<DataFormatException>(() => new TablePipeline().Ordinal("c", ["red"], missing: Impute.Drop).Fit(train));
        Equal([0, 1, 1, 0], new TablePipeline().Categories(["n"]).Fit(Column("n", new[] { 4, 8 })).Transform(Column("n", new[] { "8", "4" })).ToArray());
    }

    [Fact]
    public void DatesBecomeWhatIsAskedFor()
    {
        Table dates = Column("d", new[] { "2024-01-01", "2024-07-01T12:00:00", "2025-12-31 18:00" });
        DateParts all = DateParts.Elapsed | DateParts.Year | DateParts.Month | DateParts.DayOfYear | DateParts.DayOfWeek | DateParts.TimeOfDay;
        FittedTablePipeline pipeline = new TablePipeline().Dates(["d"], all).Fit(dates);
        Assert.Equal(10, pipeline.Width);
        float[] rows = pipeline.Transform(dates).ToArray();
        Assert.Equal(0, rows[0] + rows[10] + rows[20], 1e-5f);
        Equal([-1 / Math.Sqrt(2), 0, 1, 0, 1, Math.Sin(2 * Math.PI / 7), Math.Cos(2 * Math.PI / 7), 0, 1], rows[1..10]); // a Monday in the first hour of January
        Equal([0, -1, Math.Sin(2 * Math.PI * 182 / 366), Math.Cos(2 * Math.PI * 182 / 366)], rows[12..16]);
        Equal([0, -1], rows[18..20]);
        Equal([-1, 0], rows[28..30]);
        Equal([-1, 1], new TablePipeline().Dates(["d"], format: "dd.MM.yyyy").Fit(Column("d", new[] { "01.02.2020", "03.02.2020" })).Transform(Column("d", new[] { "01.02.2020", "03.02.2020" })).ToArray());
        Equal([0, 0, 0, 1], new TablePipeline().Dates(["d"], missing: Impute.Median.WithIndicator()).Fit(Column("d", new[] { "2020-01-01", "2020-01-03", "2020-01-02", null })).Transform(Column("d", new[] { "2020-01-02", null })).ToArray());
        Assert.Contains("is '2/1/2020', no date as ISO 8601", Assert.Throws<DataFormatException>(() => new TablePipeline().Dates(["d"]).Fit(Column("d", new[] { "2/1/2020" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetsComeBackInTheirOwnUnits()
    {
        Table table = Table.FromColumns([("x", Enumerable.Range(1, 50).ToArray()), ("price", Enumerable.Range(1, 50).Select(i => 1000.0 * i * i).ToArray()), ("mass", Enumerable.Range(1, 50).Select(i => 3.0 * i).ToArray())]);
        FittedTablePipeline pipeline = new TablePipeline().Numbers(["x"], Scaling.None).NumberTarget("price", curve: Curve.Log).NumberTarget("mass", Scaling.MinMax).Fit(table);
        Batch<float, float> batch = new();
        pipeline.NumberDataset(table, batch: 50, shuffle: false).Next(batch);
        float[] seen = batch.Target.ToArray();
        Assert.Equal(0, seen.Where((_, i) => i % 2 == 0).Average(), 1e-5f);
        Assert.Equal(1, seen.Where((_, i) => i % 2 == 1).Max());
        Tensor<float> own = pipeline.Invert(batch.TargetTensor);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(1, own[i, 0] / (1000f * (i + 1) * (i + 1)), 1e-4f);
            Assert.Equal(3f * (i + 1), own[i, 1], 1e-3f);
        }

        // A model that always foretells what it sees of the mean: its error is the deviation, in dollars.
        FittedTablePipeline one = new TablePipeline().Numbers(["x"]).NumberTarget("mass").Fit(table);
        RegressionReport report = one.EvaluateNumbers((_, output) => output.Fill(0), table);
        Assert.Equal(3 * Math.Sqrt(((50 * 50) - 1) / 12.0), report.RootMeanSquaredError, 1e-3);
        Assert.Equal(0, report.R2, 1e-6);
        Assert.Throws<ShapeMismatchException>(() => one.Invert(new ReadOnlyTensorSpan<float>(new float[4], [2, 2])));
    }

    [Fact]
    public void ClassesAndBinaryTargets()
    {
        Table table = Table.FromColumns([("x", new[] { 1, 2, 3 }), ("c", new[] { "no", "yes", "no" })]);
        FittedTablePipeline classes = new TablePipeline().Numbers(["x"]).ClassTarget("c").Fit(table);
        Assert.Equal(["no", "yes"], classes.ClassNames);
        Batch<float, int> batch = new();
        classes.ClassDataset(table, 3, shuffle: false).Next(batch);
        Assert.Equal([0, 1, 0], batch.Target.ToArray());
        Assert.Equal(1, classes.EvaluateClasses((input, output) => { for (int i = 0; i < 3; i++) output[i, i == 1 ? 1 : 0] = 1; }, table).Accuracy);
        FittedTablePipeline binary = new TablePipeline().Numbers(["x"]).BinaryTarget("c", "yes").Fit(table);
        Batch<float, float> numbers = new();
        binary.NumberDataset(table, 3, shuffle: false).Next(numbers);
        Assert.Equal([0, 1, 0], numbers.Target.ToArray());
        Assert.Equal([3, 1], numbers.TargetTensor.Lengths);
        Table other = Table.FromColumns([("x", new[] { 1 }), ("c", new[] { "maybe" })]);
        Assert.Contains("row 1, column 'c' is 'maybe'", Assert.Throws<DataFormatException>(() => classes.ClassDataset(other, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("neither 'yes' nor 'no'", Assert.Throws<DataFormatException>(() => binary.NumberDataset(other, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(1, classes.Transform(Column("x", new[] { 1 })).Lengths[0]); // in production there is no target
    }

    [Fact]
    public void MisuseIsSaid()
    {
        Table table = Table.FromColumns([("x", new[] { 1, 2, 3 }), ("y", new[] { 1, 2, 3 })]);
        Assert.Contains("'x' is an input and the target", Assert.Throws<ArgumentException>(() => new TablePipeline().Numbers(["x"]).NumberTarget("x").Fit(table)).Message, StringComparison.Ordinal);
        Assert.Contains("no inputs", Assert.Throws<ArgumentException>(() => new TablePipeline().NumberTarget("x").Fit(table)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TablePipeline().ClassTarget("x").NumberTarget("y"));
        Assert.Throws<ArgumentException>(() => new TablePipeline().NumberTarget("y", missing: Impute.Mean));
        Assert.Contains("no column 'z'", Assert.Throws<ArgumentException>(() => new TablePipeline().Numbers(["z"]).Fit(table)).Message, StringComparison.Ordinal);
        Assert.Contains("Categories have no Mean", Assert.Throws<ArgumentException>(() => new TablePipeline().Categories(["x"], missing: Impute.Mean).Fit(table)).Message, StringComparison.Ordinal);
        FittedTablePipeline bare = new TablePipeline().Numbers(["x"]).Fit(table);
        Assert.Throws<InvalidOperationException>(() => bare.NumberDataset(table, 1));
        Assert.Throws<InvalidOperationException>(() => bare.ClassDataset(table, 1));
    }

    [Fact]
    public void WhatIsLoadedDoesTheSameAsWhatWasSaved()
    {
        using TemporaryFolder folder = new();
        Table table = Table.FromColumns([("x", new double?[] { 1.1, null, 3.7, 1e-30 }), ("c", new[] { "a", "b", null, "ü\"" }), ("d", new[] { "2020-01-01", null, "2021-05-05", "2022-02-02T03:04:05" }), ("o", new[] { "L", "S", "M", "L" }), ("y", new[] { 1, 2, 3, 4 })]);
        TablePipeline recipe = new TablePipeline().Numbers(["x"], Scaling.Robust, Impute.Median.WithIndicator(), Curve.Log1p).Categories(["c"], UnknownCategory.Other, Impute.Constant("none"))
            .Dates(["d"], DateParts.Elapsed | DateParts.Month, missing: Impute.Mean).Ordinal("o", ["S", "M", "L"]);
        foreach (FittedTablePipeline fitted in new[] { recipe.NumberTarget("y", curve: Curve.Log).Fit(table), recipe.ClassTarget("y").Fit(table), recipe.BinaryTarget("y", "2").Fit(table.Take([1, 2])), recipe.Fit(table) })
        {
            fitted.Save(folder["p.json"]);
            FittedTablePipeline loaded = FittedTablePipeline.Load(folder["p.json"]);
            Assert.Equal(fitted.Names, loaded.Names);
            Assert.Equal(fitted.ClassNames, loaded.ClassNames);
            Assert.Equal(fitted.Transform(table).ToArray(), loaded.Transform(table).ToArray());
            loaded.Save(folder["q.json"]);
            Assert.Equal(File.ReadAllText(folder["p.json"]), File.ReadAllText(folder["q.json"]));
        }
    }

    [Fact]
    public void DamagedFilesAreRefusedWithTheirName()
    {
        using TemporaryFolder folder = new();
        new TablePipeline().Numbers(["x"]).Categories(["c"]).Dates(["d"]).ClassTarget("y").Fit(Table.FromColumns([("x", new[] { 1, 2 }), ("c", new[] { "a", "b" }), ("d", new[] { "2020", "2021" }), ("y", new[] { 1, 2 })])).Save(folder["p.json"]);
        string whole = File.ReadAllText(folder["p.json"]);
        for (int length = 0; length < whole.Length; length += 7) Refused(whole[..length].TrimEnd());
        Refused(whole.Replace("\"scale\": ", "\"scale\": -", StringComparison.Ordinal));
        Refused(whole.Replace("\"scale\"", "\"size\"", StringComparison.Ordinal));
        Refused(whole.Replace("\"b\"", "\"a\"", StringComparison.Ordinal));
        Refused(whole.Replace("\"version\": 1", "\"version\": 9", StringComparison.Ordinal));
        Refused(whole.Replace("\"column\": \"x\"", "\"column\": null", StringComparison.Ordinal));
        Refused(whole.Replace("\"number\"", "\"System.Object\"", StringComparison.Ordinal));
        Refused("[]");
        Refused("null");
        File.WriteAllBytes(folder["p.json"], [0x89, .. "PNG\r\n\u001A\n"u8]);
        Assert.Contains("is a PNG picture", Assert.Throws<DataFormatException>(() => FittedTablePipeline.Load(folder["p.json"])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => FittedTablePipeline.Load(folder["none"]));

        void Refused(string text)
        {
            File.WriteAllText(folder["p.json"], text);
            Assert.Contains(folder["p.json"], Assert.Throws<DataFormatException>(() => FittedTablePipeline.Load(folder["p.json"])).Message, StringComparison.Ordinal);
        }
    }

    private static float[] Fitted(double[] x, Scaling scaling, Curve curve = Curve.Linear) => new TablePipeline().Numbers(["x"], scaling, curve: curve).Fit(Column("x", x)).Transform(Column("x", x)).ToArray();

    private static Table Column(string name, IEnumerable values) => Table.FromColumns([(name, values)]);

    private static void Equal(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-5);
    }
}

using System;
using System.Collections.Generic;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Reports;
using ModelGen.Runtime.Tests.Training;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Reports;

public sealed class PlotTests
{
    [Fact]
    public void EachKindIsAnSvgAndAPng()
    {
        ReferenceMlp model = new();
        TrainingHistory history = new();
        new Trainer<float, int>(model, new Adam(model.Store)).Fit(ToyData.Make(64), new FitOptions<float, int> { Epochs = 3, Validation = ToyData.Make(20, seed: 8), Callbacks = [history] });
        ConfusionMatrix matrix = new(["cat", "d<o>g", "größe"]);
        matrix.Add(0, 0);
        matrix.Add(1, 2);
        Plot[] plots =
        [
            Plot.Loss(history), Plot.Confusion(matrix), Plot.Reliability(Calibration.Of([0.2, 0.9], [false, true])),
            Plot.Predictions(new RegressionReport(2, 1, 1, 0, [(1, 2), (3, 3)])), Plot.LearningRate(new LearningRateCurve([(1e-4, 2), (1e-3, 1), (1e-2, 3)], 1e-3f, 1e-2f)),
            Plot.Lines("Two", "x", "y", ("a", [(0, 1), (1, double.NaN), (2, 3)]), ("b", [(0, 2), (2, 2)])),
        ];
        Assert.All(plots, plot =>
        {
            XElement svg = XDocument.Parse(plot.ToSvg()).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            (int columns, int rows, byte[] pixels) = Read(plot.ToPng(scale: 1));
            Assert.Equal((double)columns, Math.Ceiling(double.Parse(svg.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture)));
            Assert.InRange(pixels.Count(value => value < 200), 100, columns * rows);
        });
        Assert.Contains("d&lt;o&gt;g", plots[1].ToSvg(), StringComparison.Ordinal);
    }

    /// <summary>Looked at in a browser: the one curve of two classes had neither its class nor its area.</summary>
    [Fact]
    public void ACurveSaysWhoseItIsAndItsArea()
    {
        TensorDataset<float, int> data = new(new([0f, 1, 1, 0], [2, 2]), new([1, 0], [2]), batch: 2);
        ClassificationReport report = Evaluate.Classifier((input, output) => input.CopyTo(output), data, classes: 2, ["no", "yes"]);
        Assert.Contains(">yes (1.000)<", Plot.PrecisionRecall(report).ToSvg(), StringComparison.Ordinal);
        Assert.Contains(">yes (1.000)<", Plot.Roc(report).ToSvg(), StringComparison.Ordinal);
        Assert.Equal(2, new HtmlReport("x").Add(report).ToString().Split("yes (1.000)").Length - 1);
    }

    /// <summary>Names that fit into their cells stood at two heights.</summary>
    [Theory]
    [InlineData(1, "no", "yes")]
    [InlineData(2, "T-shirt/top", "Trouser", "Pullover")]
    public void NamesOfColumnsStandAtTwoHeightsOnlyWhereTheyMust(int heights, params string[] names)
    {
        XElement svg = XDocument.Parse(Plot.Confusion(new ConfusionMatrix(names)).ToSvg()).Root!;
        Assert.Equal(heights, svg.Descendants().Where(element => element.Name.LocalName == "text" && names.Contains(element.Value) && element.Attribute("text-anchor")!.Value == "middle").Select(text => text.Attribute("y")!.Value).Distinct().Count());
    }

    /// <summary>Looked at in a browser: long names were cut off at the edge, and lay over each other above the matrix.</summary>
    [Fact]
    public void NoTextLeavesThePlotOrLiesOverAnother()
    {
        string[] names = ["a rather long name of a class of things", "größe und gewicht eines pakets", "日本語の名前", "x", new string('w', 200)];
        ConfusionMatrix matrix = new(names);
        matrix.Add(0, 1);
        Plot[] plots = [Plot.Confusion(matrix), Plot.Confusion(new ConfusionMatrix(["T-shirt/top", "Trouser", "Pullover", "Ankle boot"])), Plot.Lines("Many lines", "x", "y", [.. names.Select(name => (name, (IReadOnlyList<(double, double)>)[(0, 1), (1, 2)]))]), Plot.Lines("Tiny", "x", "y", ("a", [(-1e-7, -3e-9), (2e-7, 4e-9)]))];
        foreach (Plot plot in plots)
        {
            XElement svg = XDocument.Parse(plot.ToSvg()).Root!;
            List<(double Left, double Top, double Right, double Bottom, string Text)> boxes = [];
            foreach (XElement text in svg.Descendants().Where(element => element.Name.LocalName == "text"))
            {
                double size = Number(text, "font-size"), width = StrokeFont.Width(text.Value, size), part = text.Attribute("text-anchor")!.Value switch { "start" => 0, "middle" => 0.5, _ => 1 };
                double[] at = text.Attribute("transform") is XAttribute turned ? [.. turned.Value.Split('(', ')')[1].Split(' ').Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))] : [Number(text, "x"), Number(text, "y")];
                boxes.Add(text.Attribute("transform") is null ? (at[0] - (part * width), at[1] - (0.7 * size), at[0] + ((1 - part) * width), at[1], text.Value) : (at[0] - (0.7 * size), at[1] - ((1 - part) * width), at[0], at[1] + (part * width), text.Value));
            }

            Assert.All(boxes, box => Assert.True(box.Left >= 0 && box.Top >= 0 && box.Right <= Number(svg, "width") && box.Bottom <= Number(svg, "height"), $"'{box.Text}' is cut off"));
            for (int i = 0; i < boxes.Count; i++)
            {
                for (int j = 0; j < i; j++)
                    Assert.False(boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom, $"'{boxes[i].Text}' lies over '{boxes[j].Text}'");
            }
        }

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    // A horizontal line at 2 of the axis from 1 to 3 is half-way down.
    [Fact]
    public void ALineIsWhereItsNumbersSay()
    {
        (int columns, int rows, byte[] pixels) = Read(Plot.Lines("t", "x", "y", ("a", [(0, 1), (1, 1)]), ("b", [(0, 2), (1, 2)]), ("c", [(0, 3), (1, 3)])).ToPng(scale: 1));
        int column = columns / 2;
        int[] orange = [.. Enumerable.Range(60, rows - 60).Where(row => pixels[(((row * columns) + column) * 3)] > 190 && pixels[(((row * columns) + column) * 3) + 2] < 60)];
        Assert.InRange(orange.Average(), (62 + 372) / 2.0 - 1.5, ((62 + 372) / 2.0) + 1.5);
        Assert.InRange(orange.Length, 1, 3);
    }

    [Fact]
    public void FilesAreNamedByWhatTheyAre()
    {
        using TemporaryFolder folder = new();
        Plot plot = Plot.Lines("t", "x", "y", ("a", [(0, 1), (1, 2)]));
        plot.Save(folder["a.svg"]);
        plot.Save(folder["a.PNG"]);
        Assert.StartsWith("<svg", File.ReadAllText(folder["a.svg"]), StringComparison.Ordinal);
        Assert.Equal("PNG", Encoding.ASCII.GetString(File.ReadAllBytes(folder["a.PNG"]), 1, 3));
        Assert.Contains("nothing to draw", Assert.Throws<ArgumentException>(() => Plot.Lines("t", "x", "y", ("a", [(0, double.NaN)]))).Message, StringComparison.Ordinal);
    }

    // A reader of its own: chunks with their sums, rows without a filter.
    private static (int Columns, int Rows, byte[] Pixels) Read(byte[] file)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file, 0, 8));
        int columns = 0, rows = 0;
        MemoryStream packed = new();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string name = Encoding.ASCII.GetString(file, at + 4, 4);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (name == "IHDR") (columns, rows) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12)));
            if (name == "IDAT") packed.Write(file, at + 8, length);
            at += 12 + length;
        }

        packed.Position = 0;
        using ZLibStream zlib = new(packed, CompressionMode.Decompress);
        byte[] pixels = new byte[columns * rows * 3];
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(0, zlib.ReadByte());
            zlib.ReadExactly(pixels.AsSpan(row * columns * 3, columns * 3));
        }

        Assert.Equal(-1, zlib.ReadByte());
        return (columns, rows, pixels);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb88320;
        }

        return ~crc;
    }
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;
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

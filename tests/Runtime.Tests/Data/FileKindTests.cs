using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

/// <summary>A file of another kind is called by its name by every reader.</summary>
public sealed class FileKindTests
{
    public static TheoryData<string, string> Kinds { get; } = new()
    {
        { "080712077079746F7263681A05322E342E303A", "an ONNX model" },
        { "08083A", "an ONNX model" },
        { "934E554D50590100760 07B2764657363".Replace(" ", "", StringComparison.Ordinal), "a NumPy array (.npy)" },
        { "8004951A000000000000007D94", "a Python pickle" },
        { "80037D7100580100000061", "a Python pickle" },
        { "80028A0A6CFC9C46F9206AA850192E80024DE9032E", "a PyTorch file of the legacy .pt kind" },
        { "50415231150415001588", "a Parquet file" },
        { "89504E470D0A1A0A0000000D49484452", "a PNG picture" },
        { "FFD8FFE000104A464946", "a JPEG picture" },
        { "47494638396101000100", "a GIF picture" },
        { "894844460D0A1A0A00000000", "an HDF5 file" },
        { "4747554603000000", "a GGUF file" },
        { "53514C69746520666F726D6174203300", "an SQLite database" },
        { "4152524F573100000000", "an Arrow (Feather) file" },
        { "D0CF11E0A1B11AE10000", "an old Office file" },
        { "425A6839314159265359", "a bzip2 file" },
        { "FD377A585A0000", "an xz file" },
        { "28B52FFD04", "a Zstandard file" },
        { "255044462D312E37", "a PDF document" },
        { "7F454C460201", "a program" },
        { "3C21444F43545950452068746D6C3E", "an HTML page" },
        { "76657273696F6E2068747470733A2F2F6769742D6C6673", "a Git LFS pointer" },
        { "5B7B226E616D65223A2261227D5D", "JSON text" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryReaderSaysIt(string head, string kind)
    {
        using TemporaryFolder folder = new();
        string path = folder["file"];
        File.WriteAllBytes(path, [.. Convert.FromHexString(head), .. new byte[3]]);
        Says(kind, Assert.Throws<DataFormatException>(() => CsvTable.Read(path)));
        Says(kind, Assert.Throws<DataFormatException>(() => IdxFile.Read(path)));
        Says(kind, Assert.Throws<DataFormatException>(() => LabelledImages.FromCifar10(path)));
        if (File.ReadAllBytes(path).Length > 8) Says(kind, Assert.Throws<WeightFormatException>(() => SafeTensorsReader.Open(path).Dispose()));
        if (kind != "JSON text") Says(kind, Assert.Throws<WeightFormatException>(() => BpeTokenizer.Load(path)));
        if (kind != "JSON text") Says(kind, Assert.Throws<WeightFormatException>(() => WordTokenizer.Load(path)));
    }

    [Theory]
    [InlineData("archive/data.pkl", "a PyTorch file (.pt, .pth, .bin)")]
    [InlineData("weight.npy", "a NumPy archive (.npz)")]
    [InlineData("metadata.json", "a Keras model (.keras)")]
    [InlineData("[Content_Types].xml", "an Office file (.xlsx, .docx)")]
    [InlineData("data.csv", "a zip archive")]
    public void ZipsAreKnownByTheirContent(string entry, string kind)
    {
        using TemporaryFolder folder = new();
        using (FileStream file = File.Create(folder["z"]))
        using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        using (Stream inside = zip.CreateEntry(entry).Open()) inside.Write(new byte[100]);
        Says(kind, Assert.Throws<DataFormatException>(() => CsvTable.Read(folder["z"])));
        Says(kind, Assert.Throws<WeightFormatException>(() => SafeTensorsReader.Open(folder["z"]).Dispose()));
    }

    [Theory]
    [InlineData("PK,name\n1,a\n")]
    [InlineData("PAR1,PAR2\n1,2\n")]
    [InlineData("ORC,BM\n1,2\n")]
    [InlineData("BMI,GGUF\n1,2\n")]
    [InlineData("Obj,BZh\n1,2\n")]
    [InlineData("RIFF,7z\n1,2\n")]
    [InlineData("[a],[b]\n1,2\n")]
    [InlineData("{a},{b}\n1,2\n")]
    [InlineData("version,html\n1,2\n")]
    [InlineData("GGUF,a\n1,2\n")]
    public void TablesThatBeginLikeThemAreRead(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["t.csv"], text);
        Assert.Equal(1, CsvTable.Read(folder["t.csv"]).Rows);
    }

    [Fact]
    public void WeightsWithEveryLengthOfHeaderAreRead()
    {
        // Lengths whose bytes look like another kind's first ones: 80 02 7D..., 08 12 12...
        foreach (int length in new[] { 0x0280, 0x1208, 0x7D0280, 0x121208, 0x504B })
        {
            byte[] header = Encoding.ASCII.GetBytes("{}".PadRight(length));
            byte[] file = [.. BitConverter.GetBytes((long)length), .. header];
            Assert.Empty(new SafeTensorsReader(new MemoryStream(file)).Entries);
        }
    }

    [Fact]
    public void APackedFileOfAnotherKindIsSaidToo()
    {
        using TemporaryFolder folder = new();
        using (GZipStream gzip = new(File.Create(folder["a.csv.gz"]), CompressionLevel.Fastest)) gzip.Write([0x93, .. "NUMPY"u8, 1, 0, .. Enumerable.Repeat((byte)' ', 600)]);
        Says("a NumPy array", Assert.Throws<DataFormatException>(() => CsvTable.Read(folder["a.csv.gz"])));
    }

    private static void Says(string kind, Exception error)
    {
        Assert.Contains($"is {kind}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("save it again", error.Message, StringComparison.Ordinal);
    }
}

using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

/// <summary>Files as people have them: other encodings, packed, with quotes, blanks, gaps and marks.</summary>
public sealed class CsvFileTests
{
    [Fact]
    public void BytesThatAreNotOfTheEncodingAreNamedWithTheirLine()
    {
        using TemporaryFolder folder = new();
        byte[] towns = Encoding.Latin1.GetBytes("town,x\r\nGräfelfing,1\r\nGrüfelfing,2\r\n");
        string path = Write(folder, "l.csv", towns);
        Assert.Contains("line 2 has bytes (0xE4) that are not UTF-8: give the encoding", Fault(path), StringComparison.Ordinal);
        Assert.Equal([0, 1], CsvTable.Read(path, new CsvOptions { Encoding = Encoding.Latin1 }).Classes("town", out string[] names));
        Assert.Equal(["Gräfelfing", "Grüfelfing"], names);

        // Far behind the first chunk, behind a character of two bytes that lies across two chunks, and at the very end.
        byte[] many = [.. Encoding.UTF8.GetBytes("x\n" + string.Concat(Enumerable.Repeat("é\n", 9_999))), (byte)'a', 0xC3];
        Assert.Contains("line 10001 has bytes (0xC3)", Fault(Write(folder, "m.csv", many)), StringComparison.Ordinal);
        many[60] = 0xFF; // 'x\n' and then 3 bytes a line: the first byte of the é of line 21 and some
        Assert.Contains($"line {2 + ((60 - 2) / 3)} has bytes (0x", Fault(Write(folder, "n.csv", many)), StringComparison.Ordinal);
        Assert.Contains("not US-ASCII: give the encoding that it was written in", Fault(Write(folder, "a.csv", "é\n1\n"u8.ToArray()), new CsvOptions { Encoding = Encoding.ASCII }), StringComparison.Ordinal);
    }

    [Fact]
    public void ByteOrderMarksAreBelieved()
    {
        using TemporaryFolder folder = new();
        foreach (Encoding encoding in new[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true) })
        {
            byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("größe,c\n1.5,ü😀\n")];
            CsvTable table = CsvTable.Read(Write(folder, "b.csv", text));
            Assert.Equal(["größe", "c"], table.Columns);
            Assert.Equal("ü😀", table.Strings("c")[0]);
            Assert.Equal([1.5f], CsvTable.Read(folder["b.csv"], new CsvOptions { Encoding = Encoding.Latin1 }).Floats("größe"));
        }

        byte[] half = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\n1\n"), 0x31];
        Assert.Contains("line 3 has bytes (0x31) that are not UTF-16", Fault(Write(folder, "h.csv", half)), StringComparison.Ordinal);
        Assert.Contains("line 1 has the character U+0000", Fault(Write(folder, "u.csv", Encoding.Unicode.GetBytes("a,b\n1,2\n"))), StringComparison.Ordinal);
        Assert.Equal([1, 2], CsvTable.Read(folder["u.csv"], new CsvOptions { Encoding = Encoding.Unicode }).Floats());
        Assert.Equal([1, 2], CsvTable.Read(new StringReader("\uFEFFa,b\n1,2"), "text").Floats("a", "b"));
        Assert.Contains("has no rows", Fault(Write(folder, "e.csv", [0xEF, 0xBB, 0xBF])), StringComparison.Ordinal);
    }

    [Fact]
    public void PackedFilesAreUnpackedWhateverTheyAreCalled()
    {
        using TemporaryFolder folder = new();
        byte[] packed = Packed(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i * 7919 % 10007},{i}\n").Prepend("a,b\n")));
        Assert.Equal(50_000, CsvTable.Read(Write(folder, "x.csv.gz", packed)).Rows);
        Assert.Equal(49_999, CsvTable.Read(Write(folder, "x.csv", packed)).Floats("b")[^1]);
        Assert.Equal(2, CsvTable.Read(Write(folder, "two.gz", [.. Packed("a\n1\n"), .. Packed("2\n")])).Rows);
        Assert.Equal(["x y"], CsvTable.Read(Write(folder, "x.tsv.gz", Packed("a\tb\n\"x y\"\t2\n"))).Strings("a"));
        for (int cut = 1; cut < packed.Length; cut += (packed.Length / 20) + 1) Assert.Contains("x.csv.gz", Fault(Write(folder, "x.csv.gz", packed[..^cut])), StringComparison.Ordinal);
        packed[^5] ^= 1;
        Assert.Contains("cannot be unpacked", Fault(Write(folder, "x.csv.gz", packed)), StringComparison.Ordinal);
        Assert.Contains("no gzip file", Fault(Write(folder, "n.csv.gz", "a\n1\n"u8.ToArray())), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingValueInAFileOfOneColumnIsARow()
    {
        using TemporaryFolder folder = new();
        CsvTable table = CsvTable.Read(Write(folder, "one.csv", "a\r\n1\r\n\r\n3\r\n"u8.ToArray()));
        Assert.Equal([1, float.NaN, 3], table.FloatsOrNaN("a"));
        Assert.Equal(["1", "", "3"], table.Strings("a"));
        Assert.Contains("line 3, column 1 ('a') is empty, no finite number", Assert.Throws<DataFormatException>(() => table.Floats("a")).Message, StringComparison.Ordinal);
        Assert.Contains("line 3, column 1 ('a') is empty, no class", Assert.Throws<DataFormatException>(() => table.Classes("a", out _)).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], Read("a,b\n\n1,2\n  \n\n").Floats());
        Assert.Equal([1, float.NaN, float.NaN, 2], Read("a,b\n1,\n,2\n").FloatsOrNaN());
        Assert.Equal([float.NaN, 2, float.NaN, 3], Read("a,b\nNA,2\n?,3").FloatsOrNaN());
        Assert.Contains("'x', no finite number", Assert.Throws<DataFormatException>(() => Read("a\nx\n").FloatsOrNaN()).Message, StringComparison.Ordinal);
        CsvTable dashes = Read("a,b\n-,x\n1,-\n", new CsvOptions { Missing = ["-"] });
        Assert.Equal([float.NaN, 1], dashes.FloatsOrNaN("a"));
        Assert.Equal(["x", ""], dashes.Strings("b"));
    }

    [Theory]
    [InlineData("x.csv", "x,c\n1, cat\n2,cat\n3,\tcat \n4,\"cat\"\n5, \"cat\" \n6,\" cat\"\n7,\u00A0cat\n")]
    [InlineData("x.tsv", "x\tc\n1\t\"cat\"\n2\tcat\n3\t cat \n4\t \"cat\"\n")]
    public void OneClassIsOneClass(string name, string text)
    {
        using TemporaryFolder folder = new();
        CsvTable table = CsvTable.Read(Write(folder, name, Encoding.UTF8.GetBytes(text)));
        Assert.All(table.Classes("c", out string[] names), id => Assert.Equal(0, id));
        Assert.Equal(["cat"], names);
    }

    [Fact]
    public void QuotesAndBlanksAreAsAsked()
    {
        Assert.Equal(["\"cat\"", "say \"hi\"", "\"", "\"Yes\" or \"no\""], Read("c\td\n\"cat\"\t1\nsay \"hi\"\t2\n\"\t3\n\"Yes\" or \"no\"\t4\n", CsvOptions.Tabs with { Quotes = false }).Strings("c"));
        Assert.Equal(["cat", "say \"hi\"", "\"", "\"Yes\" or \"no\"", "a \"b\""], Read("c\td\n\"cat\"\t1\nsay \"hi\"\t2\n\"\t3\n\"Yes\" or \"no\"\t4\n\"a \"\"b\"\"\"\t5\n", CsvOptions.Tabs).Strings("c"));
        Assert.Equal([" cat", "cat"], Read("c\n cat\ncat\n", new CsvOptions { Trim = false }).Strings("c"));
        Read("c\n cat\ncat\n", new CsvOptions { Trim = false }).Classes("c", out string[] names);
        Assert.Equal([" cat", "cat"], names);
        Assert.Equal([" a, b "], Read("c\n \" a, b \" \n").Strings("c"));
    }

    [Fact]
    public void AFileOfTheCensusIsRead()
    {
        CsvTable table = Read("39, State-gov, 77516, <=50K\n50, Self-emp, 83311, <=50K\n28, ?, 338409, >50K\n", new CsvOptions { HasHeader = false, Missing = ["?"] });
        Assert.Equal([0, 0, 1], table.Classes("4", out string[] names));
        Assert.Equal(["<=50K", ">50K"], names);
        Assert.Equal([39, 77516, 50, 83311, 28, 338409], table.Floats("1", "3"));
        Assert.Equal(["State-gov", "Self-emp", ""], table.Strings("2"));
    }

    [Fact]
    public void NumbersOfOtherCountriesAreReadWhenAsked()
    {
        CsvOptions german = new() { Delimiter = ';', Decimal = ',', Thousands = '.' };
        Assert.Equal([1.5f, 2, -1234567.25f, 1e3f], Read("a;b\n1,5;2\n-1.234.567,25;1e3\n", german).Floats());
        Assert.Equal([1234.5f, 2], Read("a,b\n\"1,234.5\",2\n", new CsvOptions { Thousands = ',' }).Floats());
        Assert.Equal([1234567, 12.5f], Read("a;b\n1\u202F234\u00A0567;12,5\n", german with { Thousands = ' ' }).Floats());
        foreach (string field in new[] { "1.23", "1234.567", "12.3456", ".123", "1..234", "1,2,3", "1.234.", "1,234.567" })
            Assert.Contains("no finite number", Assert.Throws<DataFormatException>(() => Read($"a;b\n{field};1\n", german).Floats()).Message, StringComparison.Ordinal);
        Assert.Contains("no finite number", Assert.Throws<DataFormatException>(() => Read("a;b\n1.5;1\n", german with { Thousands = null }).Floats()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read("a\n1\n", new CsvOptions { Decimal = ',', Thousands = ',' }));
    }

    [Theory]
    [InlineData("a,b\n\"1,234.5\",2\n", "read with Thousands = ','")]
    [InlineData("a,b\n\"1,5\",2\n", "read with Decimal = ','")]
    [InlineData("a,b\n\"1.234,5\",2\n", "read with Decimal = ',' and Thousands = '.'")]
    [InlineData("a,b\n\"1,234\",2\n", "Decimal = ',' or Thousands = ','")]
    [InlineData("a;b\n1,5;2\n", "Delimiter = ';'")]
    [InlineData("a;b\n1;2\n", "Delimiter = ';'")]
    [InlineData("a\tb\n1\t2\n", "Delimiter = '\\t'")]
    [InlineData("a,b\n1e39,2\n", "single precision")]
    [InlineData("a,b\n1_000,2\n", "no finite number")]
    public void TheMendIsNamed(string text, string advice) => Assert.Contains(advice, Assert.Throws<DataFormatException>(() => Read(text).Floats()).Message, StringComparison.Ordinal);

    [Fact]
    public void HeadersAndRowsThatEndInACommaAreRead()
    {
        Assert.Equal([1, 2, 3, 4], Read("a,b\n1,2,\n3,4,\n").Floats("a", "b"));
        CsvTable both = Read("a,b,\n1,2,\n3,4,\n");
        Assert.Equal(["a", "b"], both.Columns);
        Assert.Equal([1, 2, 3, 4], both.Floats());
        CsvTable nameless = Read(",a,\n1,2,3\n");
        Assert.Equal(["1", "a", "3"], nameless.Columns);
        Assert.Equal([1, 3], nameless.Floats("1", "3"));
        Assert.Contains("another is called '2'", Assert.Throws<DataFormatException>(() => Read("2,,c\n1,2,3\n")).Message, StringComparison.Ordinal);
        Assert.Contains("2 fields, expected 3", Assert.Throws<DataFormatException>(() => Read("a,b,c\n1,2\n")).Message, StringComparison.Ordinal);
        Assert.Contains("3 fields, expected 2", Assert.Throws<DataFormatException>(() => Read("a,b\n1,2,3\n")).Message, StringComparison.Ordinal);
        Assert.Contains("called 'a'", Assert.Throws<DataFormatException>(() => Read("a, a\n1,2\n")).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], Read("a,b\r1,2\r3,4\r").Floats());
    }

    [Fact]
    public void DelimitersThatTearFieldsAreRefused()
    {
        foreach (char delimiter in " \"\n\r\0.-+5a\u00A0\uFEFF")
            Assert.Contains("cannot be separated by", Assert.Throws<ArgumentException>(() => new CsvOptions { Delimiter = delimiter }).Message, StringComparison.Ordinal);
        foreach (char delimiter in ";|\t:\u0001,#~")
            Assert.Equal([1, 2.5f], Read($"a{delimiter}b\n1{delimiter}2.5\n", new CsvOptions { Delimiter = delimiter }).Floats("a", "b"));
        Assert.Throws<ArgumentException>(() => new CsvOptions { Decimal = '1' });
        Assert.Throws<ArgumentException>(() => new CsvOptions { Thousands = '\n' });
    }

    private static string Fault(string path, CsvOptions? options = null) => Assert.Throws<DataFormatException>(() => CsvTable.Read(path, options)).Message;

    private static CsvTable Read(string text, CsvOptions? options = null) => CsvTable.Read(new StringReader(text), "data", options);

    private static byte[] Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Write(TemporaryFolder folder, string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return folder[name];
    }
}

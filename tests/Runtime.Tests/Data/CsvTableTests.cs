using System;
using System.Globalization;
using System.IO;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("fi-FI")]
    public void ColumnsAreReadInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            CsvTable table = Read("x,name,y\n1.5,\"a, b\",2\n-3e2,\"say \"\"x\"\"\",0\n\n7,\"two\nlines\",1\n");
            Assert.Equal(["x", "name", "y"], table.Columns);
            Assert.Equal([1.5f, 2, -300, 0, 7, 1], table.Floats("x", "y"));
            Assert.Equal(["a, b", "say \"x\"", "two\nlines"], table.Strings("name"));
            Assert.Equal([2, 3, 6], new[] { table.Line(0), table.Line(1), table.Line(2) });
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Line(3));
            Assert.Equal([2, 0, 1], Read("c\nz\na\nb\n").Classes("c", out string[] names));
            Assert.Equal(["a", "b", "z"], names);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TabsAndFilesWithoutAHeader()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.tsv"], "text\tlabel\nsay \"hi\", you\ten\n");
        CsvTable table = CsvTable.Read(folder["a.tsv"]);
        Assert.Equal(["say \"hi\", you"], table.Strings("text"));
        CsvTable bare = Read("1;2\n3;4\n", new CsvOptions { Delimiter = ';', HasHeader = false });
        Assert.Equal([1, 2, 3, 4], bare.Floats());
        Assert.Equal(2, bare.Rows);
        Assert.Equal([2, 4], bare.Floats("2"));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "data, line 3: 1 fields, expected 2")]
    [InlineData("a,b\n1,2\n\n3,4,5\n", "data, line 4: 3 fields, expected 2")]
    [InlineData("a,b\n1,2\n3,x\n", "data, line 3, column 2 ('b') is 'x', no finite number")]
    [InlineData("a,b\n1,\n", "data, line 2, column 2 ('b') is empty")]
    [InlineData("a,b\n1,NaN\n", "is 'NaN', no finite number")]
    [InlineData("a,b\n1,\"2,5\"\n", "write numbers with a point")]
    [InlineData("a,b\n\"x\n\ny\",2\n", "data, line 4, column 1 ('a') is 'x??y'")]
    [InlineData("a,b\n1,x\"y\"\n", "data, line 2: a quote")]
    [InlineData("a,b\n1,\"y\n2,3\n", "a quote")]
    [InlineData("a,a\n1,2\n", "data, line 1: two columns are called 'a'")]
    [InlineData("a,b\n", "has no rows")]
    [InlineData("", "has no rows")]
    public void AFaultIsNamedWithItsPlace(string text, string what) =>
        Assert.Contains(what, Assert.Throws<DataFormatException>(() => Read(text).Floats()).Message, StringComparison.Ordinal);

    [Fact]
    public void MissingColumnsClassesAndFilesAreNamed()
    {
        CsvTable table = Read("a,b\nx,2\n");
        Assert.Contains("has no column 'c': it has a, b", Assert.Throws<ArgumentException>(() => table.Floats("c")).Message, StringComparison.Ordinal);
        Assert.Contains("line 2, column 1 ('a') is 'x', none of the 2 classes", Assert.Throws<DataFormatException>(() => table.Classes("a", ["y", "z"])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => CsvTable.Read("nowhere.csv"));
    }

    private static CsvTable Read(string text, CsvOptions? options = null) => CsvTable.Read(new StringReader(text), "data", options);
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ModelGen.Data;
using ModelGen.Tables;
using Xunit;

namespace ModelGen.Runtime.Tests.Tables;

/// <summary>Every source gives the same table; faults name their place.</summary>
public sealed class TableTests
{
    private sealed record Car(string Name, double? Mpg, int Cylinders, DateTime Year, bool IsNew, decimal Price);

    [Fact]
    public void EverySourceGivesTheSameRows()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.csv"], "name,mpg,year\nfiat,18.5,1970-01-01\nford,,1971-06-30\n");
        File.WriteAllText(folder["a.json"], "[ {\"name\": \"fiat\", \"mpg\": 18.5, \"year\": \"1970-01-01\"},\n {\"name\": \"ford\", \"mpg\": null, \"year\": \"1971-06-30\"} ]");
        File.WriteAllText(folder["a.jsonl"], "{\"name\": \"fiat\", \"mpg\": 18.5, \"year\": \"1970-01-01\"}\n{\"name\": \"ford\", \"year\": \"1971-06-30\"}\n");
        using (GZipStream gzip = new(File.Create(folder["a.ndjson.gz"]), CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(folder["a.jsonl"]));
        using DataTable data = new() { Locale = System.Globalization.CultureInfo.InvariantCulture };
        data.Columns.Add("name", typeof(string));
        data.Columns.Add("mpg", typeof(double));
        data.Columns.Add("year", typeof(DateTime));
        data.Rows.Add("fiat", 18.5, new DateTime(1970, 1, 1));
        data.Rows.Add("ford", DBNull.Value, new DateTime(1971, 6, 30));
        var records = new[] { new { name = "fiat", mpg = (double?)18.5, year = new DateOnly(1970, 1, 1) }, new { name = "ford", mpg = (double?)null, year = new DateOnly(1971, 6, 30) } };
        Dictionary<string, object?>[] dictionaries = [new() { ["name"] = "fiat", ["mpg"] = 18.5f, ["year"] = "1970-01-01" }, new() { ["name"] = "ford", ["year"] = "1971-06-30" }];
        Table[] tables =
        [
            Table.Read(folder["a.csv"]), Table.Read(folder["a.json"]), Table.Read(folder["a.jsonl"]), Table.Read(folder["a.ndjson.gz"]), Table.From(data.CreateDataReader()), Table.From(records), Table.From(dictionaries),
            Table.FromColumns([("name", new[] { "fiat", "ford" }), ("mpg", new double?[] { 18.5, null }), ("year", new[] { "1970-01-01", "1971-06-30" })]),
        ];
        FittedTablePipeline pipeline = new TablePipeline().Numbers(["mpg"], Scaling.None, Impute.Constant(0)).Dates(["year"]).Fit(tables[0]);
        foreach (Table table in tables)
        {
            Assert.Equal(["name", "mpg", "year"], table.Columns);
            Assert.Equal([18.5, double.NaN], table.Numbers("mpg"));
            Assert.Equal(["fiat", "ford"], table.Texts("name").AsEnumerable());
            Assert.Equal([null], table.Take([1]).Texts("mpg").AsEnumerable());
            Assert.Equal(["1970-01-01", "1971-06-30"], table.Texts("year").AsEnumerable());
            Assert.Equal([18.5f, -1, 0, 1], pipeline.Transform(table));
            Assert.Equal(1, table.DropMissing("mpg").Rows);
        }
    }

    /// <summary>NA in a column of numbers is dropped, as the message of a missing number promises; among names it is a name.</summary>
    [Fact]
    public void WhatIsNoNumberAmongNumbersIsDropped()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.csv"], "name,mpg\nfiat,18.5\nNA,20\nford,NA\nvw,\nbmw,null\n");
        Table table = Table.Read(folder["a.csv"]);
        Assert.Equal(["fiat", "NA"], table.DropMissing().Texts("name").AsEnumerable());
        Assert.Equal([18.5, 20], table.DropMissing("mpg").Numbers("mpg"));
        Assert.Equal(5, table.DropMissing("name").Rows);
    }

    [Fact]
    public void RecordsHaveNumbersOfEveryType()
    {
        Table table = Table.From<Car>([new("a", 1.5, 4, new DateTime(1982, 3, 4, 5, 6, 7), true, 12.25m)]);
        Assert.Equal([4], table.Numbers("Cylinders"));
        Assert.Equal([1], table.Numbers("IsNew"));
        Assert.Equal(["true"], table.Texts("IsNew").AsEnumerable());
        Assert.Equal([12.25], table.Numbers("Price"));
        Assert.Equal(["1982-03-04T05:06:07"], table.Texts("Year").AsEnumerable());
        Assert.Contains("The records, row 1, column 'Name' is 'a', no finite number", Assert.Throws<DataFormatException>(() => table.Numbers("Name")).Message, StringComparison.Ordinal);
        Assert.Contains("no number", Assert.Throws<DataFormatException>(() => table.Numbers("Year")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Table.From(["text"]));
        Assert.Throws<DataFormatException>(() => Table.From<Car>([]));
        Assert.Contains("There is no column 'x': the table has Name, Mpg", Assert.Throws<ArgumentException>(() => table.Numbers("x")).Message, StringComparison.Ordinal);
        Assert.Contains("2 values, 'a' has 1", Assert.Throws<DataFormatException>(() => Table.FromColumns([("a", new[] { 1 }), ("b", new[] { 1, 2 })])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{\"a\": 1},\n {\"a\": 1,}]", "line 2 is not valid JSON")]
    [InlineData("{\"a\": 1}\n{\"a\": [1]}\n", "line 2: 'a' is a list, not a value")]
    [InlineData("{\"a\": 1}\n\n{\"a\": {\"b\": 1}}\n", "line 3: 'a' is an object, not a value")]
    [InlineData("{\"a\": 1}\n{\"b\": 2, \"b\": 3}\n", "line 2: 'b' stands twice")]
    [InlineData("{\"a\": \"x\\ud800\"}", "line 1 has half a character")]
    [InlineData("1\n2\n", "line 1: a row is a JSON object")]
    [InlineData("[1]", "a row is a JSON object")]
    [InlineData("{\"a\": 1", "is not valid JSON")]
    [InlineData("[]", "has no rows")]
    [InlineData("", "has no rows")]
    public void FaultsInJsonAreNamedWithTheirLine(string json, string what)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.json"], json);
        string message = Assert.Throws<DataFormatException>(() => Table.Read(folder["a.json"])).Message;
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(folder["a.json"], message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonThatIsNoUtf8IsNamedToo()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.json"], Encoding.Latin1.GetBytes("{\"a\": 1}\n{\"a\": \"é\"}\n"));
        Assert.Contains("line 2 has bytes (0xE9) that are not UTF-8", Assert.Throws<DataFormatException>(() => Table.Read(folder["a.json"])).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["b.json"], "{\"a\": 1}", Encoding.Unicode);
        Assert.Equal([1], Table.Read(folder["b.json"]).Numbers("a"));
    }

    [Fact]
    public void PartsAreDrawnOnceAndKeepTheirPlace()
    {
        Table table = Table.From(CsvTable.Read(new StringReader("x,c\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{(i < 20 ? "a" : "b")}\n"))), "data"));
        (Table train, Table validation, Table test) = table.Split(0.1, 0.2, seed: 3, stratify: "c");
        Assert.Equal((70, 10, 20), (train.Rows, validation.Rows, test.Rows));
        Assert.Equal(4, test.Texts("c").Count(text => text == "a"));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), train.Numbers("x").Concat(validation.Numbers("x")).Concat(test.Numbers("x")).Order());
        Assert.Contains($"data, line {(int)test.Numbers("x")[0] + 2}, column 2 ('c') is '", Assert.Throws<DataFormatException>(() => test.NumberAt(test.Column("c"), 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Take([100]));
    }

    [Fact]
    public void ClassesAreSortedAndNeverMissing()
    {
        Assert.Equal([1, 0, 1], Table.FromColumns([("c", (IEnumerable)new[] { "b ", "a", "b" })]).Classes("c", out string[] names));
        Assert.Equal(["a", "b"], names);
        Assert.Contains("row 2, column 'c' is missing", Assert.Throws<DataFormatException>(() => Table.FromColumns([("c", (IEnumerable)new[] { "b", null })]).Classes("c", out _)).Message, StringComparison.Ordinal);
    }
}

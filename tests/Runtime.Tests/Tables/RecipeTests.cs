using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Data.Analysis;
using ModelGen.Tables;
using Parquet.Serialization;
using Xunit;

namespace ModelGen.Runtime.Tests.Tables;

/// <summary>The recipes of docs/tables.md, run.</summary>
public sealed class RecipeTests
{
    [Fact]
    public async Task Parquet()
    {
        using TemporaryFolder folder = new();
        string path = folder["cars.parquet"];
        await ParquetSerializer.SerializeAsync(new[] { new Measurement { Name = "fiat", Mpg = 18.5 }, new Measurement { Name = "ford", Mpg = null } }, path);

        // recipe
        using FileStream file = File.OpenRead(path);
        Table table = Table.From((await ParquetSerializer.DeserializeUntypedAsync(file)).Data);
        // end
        Check(table);
    }

    [Fact]
    public void DataFrames()
    {
        DataFrame frame = new(new StringDataFrameColumn("Name", ["fiat", "ford"]), new DoubleDataFrameColumn("Mpg", [18.5, null]));

        // recipe
        Table table = Table.FromColumns(frame.Columns.Select(column => (column.Name, (IEnumerable)column)));
        // end
        Check(table);
    }

    [Fact]
    public void TheDocumentShowsThem()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelGen.sln"))) root = Path.GetDirectoryName(root)!;
        string document = File.ReadAllText(Path.Combine(root, "docs", "tables.md"));
        int recipes = 0;
        bool isInside = false;
        foreach (string line in File.ReadLines(Path.Combine(root, "tests", "Runtime.Tests", "Tables", "RecipeTests.cs")).Select(line => line.Trim()))
        {
            if (line == "// end") isInside = false;
            if (isInside) Assert.Contains(line, document, StringComparison.Ordinal);
            if (line == "// recipe") (isInside, recipes) = (true, recipes + 1);
        }

        Assert.Equal(2, recipes);
    }

    private static void Check(Table table)
    {
        Assert.Equal(["Name", "Mpg"], table.Columns);
        Assert.Equal(["fiat", "ford"], table.Texts("Name").AsEnumerable());
        Assert.Equal([18.5, double.NaN], table.Numbers("Mpg"));
    }

    private sealed class Measurement
    {
        public string Name { get; set; } = "";

        public double? Mpg { get; set; }
    }
}

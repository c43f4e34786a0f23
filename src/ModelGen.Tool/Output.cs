using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace ModelGenTool;

/// <summary>Lines and tables on standard output: with a frame on a terminal, as plain columns that other programs can cut where it is redirected.</summary>
internal static class Output
{
    private static readonly string[] s_units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    public static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>A table whose last column may be one of numbers, which stand to the right.</summary>
    public static void Table(IReadOnlyList<string> head, IReadOnlyList<string[]> rows, params int[] numbers)
    {
        if (rows.Count == 0) return;
        if (Console.IsOutputRedirected)
        {
            int[] widths = [.. head.Select((name, column) => rows.Max(row => Math.Max(row[column].Length, name.Length)))];
            foreach (IReadOnlyList<string> row in rows.Prepend<IReadOnlyList<string>>(head))
                Line(string.Join("  ", row.Select((cell, column) => numbers.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
            return;
        }

        Table table = new() { Border = TableBorder.Rounded };
        for (int column = 0; column < head.Count; column++)
        {
            TableColumn one = new TableColumn(new Text(head[column], new Style(decoration: Decoration.Bold))).NoWrap();
            table.AddColumn(numbers.Contains(column) ? one.RightAligned() : one);
        }

        foreach (string[] row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Write(table);
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long value)
    {
        double scaled = value;
        int unit = 0;
        for (; scaled >= 1024 && unit < s_units.Length - 1; unit++) scaled /= 1024;
        return scaled.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }
}

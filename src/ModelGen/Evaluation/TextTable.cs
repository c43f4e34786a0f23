using System;
using System.Collections.Generic;
using System.Text;

namespace ModelGen.Evaluation;

/// <summary>A table of plain text: the first column on the left, the others on the right.</summary>
internal sealed class TextTable(params string[] head)
{
    // Class names may come from files.
    private readonly List<string[]> _rows = [Array.ConvertAll(head, Printable.Clean)];

    public void Add(params string[] row) => _rows.Add(Array.ConvertAll(row, Printable.Clean));

    public override string ToString()
    {
        StringBuilder text = new();
        int[] widths = new int[head.Length];
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < widths.Length; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        }

        for (int r = 0; r < _rows.Count; r++)
        {
            StringBuilder line = new();
            for (int i = 0; i < widths.Length; i++) line.Append(i == 0 ? _rows[r][i].PadRight(widths[i]) : "  " + _rows[r][i].PadLeft(widths[i]));
            text.Append(line.ToString().TrimEnd()).Append('\n');
            if (r == 0) text.Append('-', line.Length).Append('\n');
        }

        return text.ToString();
    }
}

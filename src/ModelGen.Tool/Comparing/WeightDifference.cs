using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Weights;

namespace ModelGenTool.Comparing;

/// <summary>Two weight files: names, shapes, numbers.</summary>
internal static class WeightDifference
{
    private const int Piece = 1 << 20;

    /// <returns>0 where all tensors are equal within <paramref name="tolerance"/>.</returns>
    public static int Write(IWeightSource first, IWeightSource second, double tolerance)
    {
        int equal = 0;
        List<string[]> rows = [];
        foreach (TensorEntry entry in first.Entries)
        {
            if (!second.TryGet(entry.Name, out TensorEntry? other)) rows.Add([Text.Clip(entry.Name), "only in the first"]);
            else if (!entry.Shape.SequenceEqual(other.Shape)) rows.Add([Text.Clip(entry.Name), $"{TensorEntry.Describe(entry.Shape)} and {TensorEntry.Describe(other.Shape)}"]);
            else if (entry.Type == SafeTensorType.Other || other.Type == SafeTensorType.Other) rows.Add([Text.Clip(entry.Name), $"not compared: {Text.Clip(entry.TypeName)} and {Text.Clip(other.TypeName)}"]);
            else if (Furthest(first, entry, second, other) is var distance && !(distance <= tolerance)) rows.Add([Text.Clip(entry.Name), distance.ToString("G4", CultureInfo.InvariantCulture)]);
            else equal++;
        }

        rows.AddRange(second.Entries.Where(entry => !first.TryGet(entry.Name, out _)).Select(entry => (string[])[Text.Clip(entry.Name), "only in the second"]));
        Output.Line($"{first.FileName} and {second.FileName}: {equal} tensors are equal{(tolerance > 0 ? FormattableString.Invariant($" within {tolerance}") : "")}, {rows.Count} differ");
        Output.Table(["tensor", "greatest difference"], rows);
        return rows.Count == 0 ? 0 : 1;
    }

    // Equal bits are no difference, NaN and infinities among them.
    private static double Furthest(IWeightSource first, TensorEntry entry, IWeightSource second, TensorEntry other)
    {
        float[] a = new float[Math.Min(Piece, entry.Count)], b = new float[a.Length];
        double furthest = 0;
        for (long at = 0; at < entry.Count; at += a.Length)
        {
            int count = (int)Math.Min(a.Length, entry.Count - at);
            first.Read(entry, a.AsSpan(0, count), at);
            second.Read(other, b.AsSpan(0, count), at);
            if (a.AsSpan(0, count).SequenceEqual(b.AsSpan(0, count))) continue;
            for (int i = 0; i < count; i++)
            {
                if (a[i].Equals(b[i])) continue;
                double distance = Math.Abs((double)a[i] - b[i]);
                if (double.IsNaN(distance)) return double.NaN;
                furthest = Math.Max(furthest, distance);
            }
        }

        return furthest;
    }
}

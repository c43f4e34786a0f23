using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Weights;

namespace ModelGenTool.Inspecting;

/// <summary>The tensors of a weight file.</summary>
internal static class WeightReport
{
    private const int Piece = 1 << 20;

    public static void Write(string path, string filter, bool reads)
    {
        using IWeightSource source = WeightSources.Open(path);
        TensorEntry[] shown = [.. source.Entries.Where(entry => entry.Name.Contains(filter, StringComparison.Ordinal))];
        if (shown.Length == 0 && filter.Length > 0) throw new UserException($"{source.FileName} has no tensor whose name contains '{filter}'");
        IEnumerable<string> types = source.Entries.CountBy(entry => entry.TypeName).OrderByDescending(type => type.Value).Select(type => $"{Text.Clip(type.Key)} {type.Value}");
        Output.Line($"{source.FileName}: {source.Entries.Count} tensors ({string.Join(", ", types)}), {Output.Number(source.Entries.Sum(entry => entry.Count))} numbers, {Output.Bytes(source.Entries.Sum(entry => entry.ByteCount))}");
        foreach ((string key, string value) in source.Metadata) Output.Line($"{Text.Clip(key)}: {Text.Clip(value)}");
        Output.Line();
        string[] more = reads ? ["mean", "deviation", "least", "greatest"] : [];
        Output.Table(["tensor", "type", "shape", "numbers", .. more], [.. shown.Select(entry => (string[])[Text.Clip(entry.Name), Text.Clip(entry.TypeName), TensorEntry.Describe(entry.Shape), Output.Number(entry.Count), .. reads ? Values(source, entry) : []])], 3, 4, 5, 6, 7);
    }

    private static string[] Values(IWeightSource source, TensorEntry entry)
    {
        if (entry.Type == SafeTensorType.Other) return ["", "", "", ""];
        float[] part = new float[Math.Min(entry.Count, Piece)];
        double sum = 0, squares = 0;
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        bool isFinite = true;
        for (long first = 0; first < entry.Count; first += part.Length)
        {
            Span<float> own = part.AsSpan(0, (int)Math.Min(part.Length, entry.Count - first));
            source.Read(entry, own, first);
            isFinite &= TensorPrimitives.IsFiniteAll<float>(own);
            foreach (float value in own)
            {
                sum += value;
                squares += (double)value * value;
                (least, most) = (MathF.Min(least, value), MathF.Max(most, value));
            }
        }

        if (entry.Count == 0) return ["", "", "", ""];
        double mean = sum / entry.Count, deviation = Math.Sqrt(Math.Max(0, (squares / entry.Count) - (mean * mean)));
        return isFinite ? [Real(mean), Real(deviation), Real(least), Real(most)] : ["not finite", "", "", ""];
    }

    private static string Real(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

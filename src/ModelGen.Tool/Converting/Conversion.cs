using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Weights;

namespace ModelGenTool.Converting;

/// <summary>From any file of weights to one of safetensors, a tensor at a time.</summary>
internal static class Conversion
{
    private const string Ending = ".safetensors";

    public static void Run(string path, string? output, SafeTensorType? type, IReadOnlyList<(string Old, string New)> renames, bool replaces)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw new UserException($"There is no file '{Text.Path(path)}': check the path");
        output ??= Directory.Exists(path) ? Path.Combine(path, "model" + Ending) : Path.ChangeExtension(path, Ending);
        if (Path.GetFullPath(output) == Path.GetFullPath(path)) throw new UserException($"'{Text.Path(path)}' would be written over itself: name another file with --output");
        if (File.Exists(output) && !replaces) throw new UserException($"'{Text.Path(output)}' is there already: remove it, name another with --output, or say --force");
        using IWeightSource source = WeightSources.Open(path);
        SafeTensorsWriter writer = new();
        HashSet<string> names = new(StringComparer.Ordinal);
        List<string> left = [];
        long bytes = 0;
        foreach (TensorEntry entry in source.Entries)
        {
            if (!ElementTypes.IsFloat(entry.Type))
            {
                left.Add(entry.Name);
                continue;
            }

            if (entry.Count > Array.MaxLength || entry.Shape.Any(size => size > int.MaxValue)) throw new UserException($"Tensor {Text.Quote(entry.Name)} {TensorEntry.Describe(entry.Shape)} is too large for one array");
            string name = Renamed(entry.Name, renames);
            if (!names.Add(name)) throw new UserException($"Two tensors would be {Text.Quote(name)}: change --rename");
            SafeTensorType own = type ?? (entry.TypeName is "F16" ? SafeTensorType.F16 : entry.TypeName is "BF16" ? SafeTensorType.BF16 : SafeTensorType.F32);
            writer.Add(name, [.. entry.Shape.Select(size => (int)size)], () => Values(source, entry), own);
            bytes += entry.Count * ElementTypes.Size(own);
        }

        if (names.Count == 0) throw new UserException($"{source.FileName} has no weights that are read{(left.Count > 0 ? $": {Text.Quote(left[0])} and all others are whole numbers" : "")}; export the model as F32 or F16");
        writer.Save(output);
        Output.Line($"{Path.GetFullPath(output)}: {names.Count} tensors, {Output.Bytes(bytes)}");
        foreach (string name in left) Output.Line($"left out, as it is no tensor of reals: {Text.Clip(name)}");
    }

    // A whole name counts before beginnings: Parameter1 is no beginning of Parameter10.
    private static string Renamed(string name, IReadOnlyList<(string Old, string New)> renames)
    {
        if (renames.FirstOrDefault(rename => rename.Old == name) is { New: { } whole }) return whole;
        foreach ((string old, string @new) in renames)
        {
            if (name.StartsWith(old, StringComparison.Ordinal)) return @new + name[old.Length..];
        }

        return name;
    }

    private static float[] Values(IWeightSource source, TensorEntry entry)
    {
        float[] values = new float[entry.Count];
        source.Read(entry, values, 0);
        return values;
    }
}

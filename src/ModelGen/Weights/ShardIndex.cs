using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ModelGen.Weights;

/// <summary>A <c>model.safetensors.index.json</c>: which file of the folder has which tensor.</summary>
internal sealed class ShardIndex
{
    private const int MaximumBytes = 100_000_000; // as a header of safetensors
    private const int MaximumShards = 10_000;

    private ShardIndex(Dictionary<string, string> files) => Files = files;

    /// <summary>By tensor.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    public IReadOnlyList<string> Shards => [.. Files.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <exception cref="WeightFormatException">It is damaged, too large, or names what is no file of its own folder.</exception>
    public static ShardIndex Read(string path, string name)
    {
        if (!RegularFile.HasContent(path)) throw Text.Damaged(name, "it is empty, or no file but a pipe or a device");
        if (RegularFile.Length(path) > MaximumBytes) throw Text.Damaged(name, $"it is larger than {MaximumBytes} bytes");
        Dictionary<string, string>? files = null;
        try
        {
            Utf8JsonReader reader = new(JsonBytes.Unmarked(File.ReadAllBytes(path)).Span, new JsonReaderOptions { MaxDepth = 16 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Text.Damaged(name, "it is not an object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMap = reader.ValueTextEquals("weight_map");
                if (isMap && files is not null) throw Text.Damaged(name, "it has weight_map twice");
                reader.Read();
                if (isMap) files = Map(ref reader, name);
                else reader.Skip();
            }

            while (reader.Read())
            {
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw Text.Damaged(name, error is FormatException ? error.Message : "it is not valid JSON", error);
        }

        return files is { Count: > 0 } ? new(files) : throw Text.Damaged(name, "it has no weight_map, or an empty one");
    }

    private static Dictionary<string, string> Map(ref Utf8JsonReader reader, string name)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        HashSet<string> shards = new(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject) throw Text.Damaged(name, "its weight_map is not an object of file names");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string tensor = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw Text.Damaged(name, "its weight_map is not an object of file names");
            string file = reader.GetString()!;
            if (!IsPlain(file)) throw Text.Damaged(name, $"it names {Text.Quote(file)}, which is no file of its own folder");
            if (shards.Add(file) && shards.Count > MaximumShards) throw Text.Damaged(name, $"it names more than {MaximumShards} files");
            if (!files.TryAdd(tensor, file)) throw Text.Damaged(name, $"it lists the tensor {Text.Quote(tensor)} twice");
        }

        return files;
    }

    // Neither a path, nor a stream of another file, nor a device of Windows.
    private static bool IsPlain(string file) =>
        file.Length is > 0 and <= 255 && file.EndsWith(".safetensors", StringComparison.Ordinal) && file.IndexOfAny(['/', '\\', ':', '\0']) < 0 && file[0] != '.' && !file.Any(char.IsControl);
}

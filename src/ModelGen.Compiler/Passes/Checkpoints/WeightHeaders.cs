using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Presets.Pretrained.Json;

namespace ModelGen.Compiler.Passes.Checkpoints;

/// <summary>Tensors of a checkpoint, as the build copied them from the headers of its files: <c>{"of": path, "file": name, "fault": text or null, "headers": [ ... ]}</c>.</summary>
internal sealed class WeightHeaders
{
    private const int Depth = 64; // of a shape

    private WeightHeaders(string file, IReadOnlyDictionary<string, long[]> tensors) => (File, Tensors) = (file, tensors);

    /// <summary>What messages call it.</summary>
    public string File { get; }

    /// <summary>Shapes by name.</summary>
    public IReadOnlyDictionary<string, long[]> Tensors { get; }

    /// <returns>The tensors, or what is wrong with the file.</returns>
    public static (WeightHeaders? Headers, string? Fault) Read(string text)
    {
        (JsonValue? json, string? fault) = JsonParser.Parse(text);
        if (json is not { Kind: JsonKind.Object })
        {
            return (null, "its header is not valid JSON: " + (fault ?? "it is not an object"));
        }

        if (json.Members.TryGetValue("fault", out JsonValue? said) && said.Kind == JsonKind.Text)
        {
            return (null, JsonValue.Clip(said.Text));
        }

        string file = json.Members.TryGetValue("file", out JsonValue? name) ? JsonValue.Clip(name.Text) : "";
        var tensors = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (JsonValue header in json.Members.TryGetValue("headers", out JsonValue? headers) ? headers.Items : [])
        {
            foreach (KeyValuePair<string, JsonValue> member in header.Members.Where(member => member.Key != "__metadata__"))
            {
                if (tensors.ContainsKey(member.Key) || Shape(member.Value) is not { } shape)
                {
                    return (null, $"its header does not describe the tensor '{JsonValue.Clip(member.Key)}', or lists it twice");
                }

                tensors.Add(member.Key, shape);
            }
        }

        return (new(file, tensors), null);
    }

    private static long[]? Shape(JsonValue tensor) =>
        tensor.Members.TryGetValue("shape", out JsonValue? shape) && shape.Kind == JsonKind.List && shape.Items.Count <= Depth && shape.Items.All(size => size.Whole is >= 0)
            ? [.. shape.Items.Select(size => size.Whole!.Value)] : null;
}

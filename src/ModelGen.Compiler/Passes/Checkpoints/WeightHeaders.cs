using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Presets.Pretrained.Json;

namespace ModelGen.Compiler.Passes.Checkpoints;

/// <summary>Tensors of a checkpoint, as the build copied them from the headers of its files: <c>{"of": path, "file": name, "fault": text or null, "missing": true or absent, "headers": [ ... ]}</c>.</summary>
internal sealed class WeightHeaders
{
    private const int Depth = 64; // of a shape

    private static readonly string[] s_read = ["F32", "F16", "BF16", "F64"];

    private readonly IReadOnlyDictionary<string, string> _types; // of those that are not read

    private WeightHeaders(string file, IReadOnlyDictionary<string, long[]> tensors, IReadOnlyDictionary<string, string> types) => (File, Tensors, _types) = (file, tensors, types);

    /// <summary>What messages call it.</summary>
    public string File { get; }

    /// <summary>Shapes by name.</summary>
    public IReadOnlyDictionary<string, long[]> Tensors { get; }

    /// <summary>The type of a tensor whose numbers do not become a parameter's; null for one whose do, or whose type is not said.</summary>
    public string? OtherType(string tensor) => _types.TryGetValue(tensor, out string? type) ? type : null;

    /// <summary>The build found no such file.</summary>
    public static bool IsMissing(string text) => JsonParser.Parse(text).Value is { } json && json.Members.TryGetValue("missing", out JsonValue? missing) && missing.Truth;

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
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonValue header in json.Members.TryGetValue("headers", out JsonValue? headers) ? headers.Items : [])
        {
            foreach (KeyValuePair<string, JsonValue> member in header.Members.Where(member => member.Key != "__metadata__"))
            {
                if (tensors.ContainsKey(member.Key) || Shape(member.Value) is not { } shape)
                {
                    return (null, $"its header does not describe the tensor '{JsonValue.Clip(member.Key)}', or lists it twice");
                }

                tensors.Add(member.Key, shape);
                if (member.Value.Members.TryGetValue("dtype", out JsonValue? type) && !s_read.Contains(type.Text))
                {
                    types.Add(member.Key, JsonValue.Clip(type.Text));
                }
            }
        }

        return (new(file, tensors, types), null);
    }

    private static long[]? Shape(JsonValue tensor) =>
        tensor.Members.TryGetValue("shape", out JsonValue? shape) && shape.Kind == JsonKind.List && shape.Items.Count <= Depth && shape.Items.All(size => size.Whole is >= 0)
            ? [.. shape.Items.Select(size => size.Whole!.Value)] : null;
}

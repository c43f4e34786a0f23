using System.Collections.Generic;

namespace ModelGen.Compiler.Presets.Pretrained.Json;

/// <summary>A JSON value; exactly one of the members is meaningful, by <see cref="Kind"/>.</summary>
internal sealed record JsonValue(JsonKind Kind)
{
    public string Text { get; init; } = "";

    /// <summary>Also of whole numbers.</summary>
    public double Real { get; init; }

    /// <summary>Of numbers without fraction or exponent that 64 bits hold.</summary>
    public long? Whole { get; init; }

    public bool Truth { get; init; }

    public IReadOnlyList<JsonValue> Items { get; init; } = [];

    public IReadOnlyDictionary<string, JsonValue> Members { get; init; } = new Dictionary<string, JsonValue>();

    /// <summary>As a message shows it, clipped: names and texts of files are not to be trusted.</summary>
    public string Shown => Kind switch
    {
        JsonKind.Text => "\"" + Clip(Text) + "\"",
        JsonKind.Number => Whole is { } whole ? Layers.LayerText.Number(whole) : Layers.LayerText.Number(Real),
        JsonKind.Truth => Truth ? "true" : "false",
        JsonKind.Null => "null",
        JsonKind.List => "a list",
        _ => "an object",
    };

    /// <summary>At most 40 characters, those that a terminal acts on replaced.</summary>
    public static string Clip(string text)
    {
        var clean = new System.Text.StringBuilder();
        foreach (char c in text)
        {
            if (clean.Length == 40)
            {
                return clean.Append('…').ToString();
            }

            clean.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return clean.ToString();
    }
}

internal enum JsonKind
{
    Null,
    Truth,
    Number,
    Text,
    List,
    Object,
}

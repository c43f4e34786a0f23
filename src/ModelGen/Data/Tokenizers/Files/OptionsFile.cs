using System;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>truncation</c> and <c>padding</c> of a tokenizer's file.</summary>
internal static class OptionsFile
{
    /// <exception cref="FormatException">One of them says what is not known here.</exception>
    public static EncodingOptions Read(TokenizerSections sections)
    {
        EncodingOptions options = new();
        if (sections.Truncation.ValueKind != JsonValueKind.Null)
        {
            options = options with
            {
                Maximum = JsonFields.Count(sections.Truncation, "max_length"),
                Stride = JsonFields.Count(sections.Truncation, "stride"),
                TruncationSide = IsStart(sections.Truncation) ? TruncationSide.Start : TruncationSide.End,
                TruncationOrder = Order(sections.Truncation),
            };
        }

        if (sections.Padding.ValueKind == JsonValueKind.Null) return options;
        JsonElement padding = sections.Padding;
        return options with
        {
            PadTo = padding.TryGetProperty("strategy", out JsonElement strategy) && strategy.ValueKind == JsonValueKind.Object ? JsonFields.Id(strategy.GetProperty("Fixed")) : 0,
            PadToMultipleOf = Math.Max(1, JsonFields.Count(padding, "pad_to_multiple_of")),
            PadsStart = IsStart(padding),
            PaddingId = JsonFields.Count(padding, "pad_id"),
            PaddingType = JsonFields.Count(padding, "pad_type_id"),
        };
    }

    private static bool IsStart(JsonElement part) => part.TryGetProperty("direction", out JsonElement direction) && direction.GetString() switch
    {
        "Left" => true,
        "Right" => false,
        var other => throw new FormatException($"its direction '{Weights.Text.Clip(other ?? "")}' is not known"),
    };

    private static TruncationOrder Order(JsonElement part) => part.TryGetProperty("strategy", out JsonElement strategy) ? strategy.GetString() switch
    {
        "LongestFirst" => TruncationOrder.LongestFirst,
        "OnlyFirst" => TruncationOrder.OnlyFirst,
        "OnlySecond" => TruncationOrder.OnlySecond,
        var other => throw new FormatException($"its truncation strategy '{Weights.Text.Clip(other ?? "")}' is not known"),
    } : TruncationOrder.LongestFirst;
}

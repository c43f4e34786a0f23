using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Templates;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Reads the <c>post_processor</c> of a tokenizer's file.</summary>
internal static class TemplateFile
{
    private const int MostMarks = 1000;

    private static readonly TemplatePart s_first = new(0, [], 0);

    /// <summary>What is put around texts.</summary>
    /// <exception cref="FormatException">It is of a kind that is not known here.</exception>
    public static TokenTemplate Read(JsonElement processor)
    {
        if (processor.ValueKind == JsonValueKind.Null) return TokenTemplate.None;
        switch (JsonFields.Kind(processor))
        {
            case "ByteLevel": return JsonFields.Bool(processor, "trim_offsets", true) ? TokenTemplate.Trimmed : TokenTemplate.None; // changes offsets alone
            case "BertProcessing":
                (TemplatePart cls, TemplatePart sep) = (Mark(processor, "cls"), Mark(processor, "sep"));
                return new TokenTemplate([cls, s_first, sep], [cls, s_first, sep, new TemplatePart(1, [], 1), sep with { Type = 1 }]);
            case "RobertaProcessing":
                (cls, sep) = (Mark(processor, "cls"), Mark(processor, "sep"));
                return new TokenTemplate([cls, s_first, sep], [cls, s_first, sep, sep, new TemplatePart(1, [], 0), sep], JsonFields.Bool(processor, "trim_offsets", true));
            case "TemplateProcessing": return Template(processor);
            case "Sequence":
                TokenTemplate[] all = [.. processor.GetProperty("processors").EnumerateArray().Take(100).Select(Read)], templates = [.. all.Where(template => template.HasMarks)];
                return templates.Length switch { 0 => all.FirstOrDefault(template => template.TrimsPlaces) ?? TokenTemplate.None, 1 => templates[0].With(all.Any(template => template.TrimsPlaces)), _ => throw new FormatException("its post_processor puts marks around marks") };
            case var other: throw new FormatException($"its post_processor '{Weights.Text.Clip(other)}' is not known");
        }
    }

    private static TemplatePart Mark(JsonElement processor, string name)
    {
        JsonElement pair = processor.GetProperty(name);
        return pair.GetArrayLength() == 2 ? new TemplatePart(-1, [JsonFields.Id(pair[1])], 0) : throw new FormatException($"the {name} of its post_processor is not a token and its id");
    }

    private static TokenTemplate Template(JsonElement processor)
    {
        Dictionary<string, int[]> ids = new(StringComparer.Ordinal);
        foreach (JsonProperty special in processor.GetProperty("special_tokens").EnumerateObject()) ids[special.Name] = [.. special.Value.GetProperty("ids").EnumerateArray().Select(JsonFields.Id)];
        return new TokenTemplate(Parts(processor.GetProperty("single"), ids, 1), Parts(processor.GetProperty("pair"), ids, 2));
    }

    private static List<TemplatePart> Parts(JsonElement list, Dictionary<string, int[]> ids, int texts)
    {
        List<TemplatePart> parts = [];
        foreach (JsonElement part in list.EnumerateArray())
        {
            if (part.TryGetProperty("SpecialToken", out JsonElement mark))
            {
                string name = JsonFields.Text(mark, "id");
                parts.Add(new TemplatePart(-1, ids.TryGetValue(name, out int[]? known) ? known : throw new FormatException($"its post_processor does not say what '{Weights.Text.Clip(name)}' is"), JsonFields.Count(mark, "type_id")));
                continue;
            }

            JsonElement text = part.GetProperty("Sequence");
            parts.Add(new TemplatePart(JsonFields.Text(text, "id") switch { "A" => 0, "B" when texts == 2 => 1, _ => throw new FormatException("its post_processor has a text that there is not") }, [], JsonFields.Count(text, "type_id")));
        }

        if (parts.Sum(part => (long)part.Ids.Length) + parts.Count > MostMarks) throw new FormatException($"its post_processor puts more than {MostMarks} marks around a text");
        for (int text = 0; text < texts; text++)
        {
            if (parts.Count(part => part.Text == text) != 1) throw new FormatException("its post_processor has not each text once");
        }

        return parts;
    }
}

using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using ModelGen.Data;

namespace ModelGen.Tables;

/// <summary>A file of JSON as a table: one list of objects, or objects one after the other (JSON lines).</summary>
internal static class JsonRows
{
    private static readonly string[] s_endings = [".json", ".jsonl", ".ndjson"];

    public static bool IsName(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Array.Exists(s_endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    public static Table Read(string path)
    {
        string name = $"'{path}'";
        using Stream stream = DataStream.Open(path, "write it first");
        using DecodedText text = new(stream, name, encoding: null, "JSON text");
        byte[] json = Encoding.UTF8.GetBytes(text.ReadToEnd());
        TableRows rows = new(name);
        Lines lines = new(json);
        Utf8JsonReader reader = new(json, new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) Add(ref reader, rows, name, lines);
                else if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray) || reader.CurrentDepth > 0)
                    throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{name}, line {lines.Of(reader.TokenStartIndex)}: a row is a JSON object of columns and values, not {Shown(reader.TokenType)}: write a list of objects, or one object a line"));
            }
        }
        catch (JsonException error)
        {
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{name}, line {(error.LineNumber ?? 0) + 1} is not valid JSON: mend the line, or get the file again"), error);
        }
        catch (InvalidOperationException error)
        {
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{name}, line {lines.Of(reader.TokenStartIndex)} has half a character (a lone surrogate): mend the line"), error);
        }

        return rows.ToTable();
    }

    private static void Add(ref Utf8JsonReader reader, TableRows rows, string name, Lines lines)
    {
        int line = lines.Of(reader.TokenStartIndex);
        rows.AddRow(line);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string column = reader.GetString()!;
            int place = rows.Place(column);
            reader.Read();
            object? value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => reader.GetDouble(),
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.Null => null,
                _ => throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{name}, line {lines.Of(reader.TokenStartIndex)}: '{Weights.Text.Clip(column)}' is {Shown(reader.TokenType)}, not a value: write its parts as columns of their own")),
            };
            if (!rows.Set(place, value)) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{name}, line {line}: '{Weights.Text.Clip(column)}' stands twice in one row: leave one out"));
        }
    }

    private static string Shown(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        _ => "a value alone",
    };

    // Places are asked for in order.
    private sealed class Lines(byte[] json)
    {
        private int _line = 1;
        private int _from;

        public int Of(long place)
        {
            int to = (int)place;
            if (to <= _from) return _line;
            _line += json.AsSpan(_from, to - _from).Count((byte)'\n');
            _from = to;
            return _line;
        }
    }
}

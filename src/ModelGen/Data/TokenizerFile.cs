using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>JSON files of tokenizers: existence, size and syntax are judged in one place.</summary>
internal static class TokenizerFile
{
    private const long LargestFile = 64 << 20;

    /// <summary>Reads a file by <paramref name="read"/>, which throws <see cref="FormatException"/> with a clause that says what is wrong.</summary>
    public static T Read<T>(string path, Func<JsonElement, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no tokenizer file '{path}': check the path, or train and save first", path);
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw new FormatException("it is larger than 64 MB");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            if (error is JsonException && FileKind.OfFile(path) is FileKind { Name: not "JSON text" } kind) throw new WeightFormatException($"'{path}' is {kind.Name}, no tokenizer file: give the model's tokenizer.json", error);
            string reason = error is FormatException ? error.Message : "it has not the JSON that is expected";
            throw new WeightFormatException($"'{path}' is not a usable tokenizer file: {reason}; save it again", error);
        }
    }
}

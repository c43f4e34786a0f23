using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using ModelGen.Weights;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>JSON files of tokenizers: existence, size and syntax are judged in one place.</summary>
internal static class TokenizerFile
{
    private const long LargestFile = 64 << 20;

    /// <summary>Reads a file by <paramref name="read"/>, which throws <see cref="FormatException"/> with a clause that says what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads its JSON.</param>
    /// <param name="toJson">Makes JSON of its content, where it is something else; null: it is JSON.</param>
    public static T Read<T>(string path, Func<JsonElement, T> read, Func<byte[], byte[]>? toJson = null)
    {
        byte[] json = Bytes(path);
        try
        {
            return Parse($"'{path}'", json, read, toJson);
        }
        catch (WeightFormatException error) when (error.InnerException is JsonException && FileKind.OfFile(path) is FileKind { Name: not "JSON text" } kind)
        {
            throw new WeightFormatException($"'{path}' is {kind.Name}, no tokenizer file: give the model's tokenizer.json", error);
        }
    }

    private static byte[] Bytes(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no tokenizer file '{path}': check the path, or train and save first", path);
        if (!RegularFile.HasContent(path)) throw Refused($"'{Text.Path(path)}'", "it is empty, or no file but a pipe or a device", null);
        if (RegularFile.Length(path) > LargestFile) throw Refused($"'{path}'", "it is larger than 64 MB", null);
        return File.ReadAllBytes(path);
    }

    /// <summary>Reads a file that is no JSON by <paramref name="read"/>, which throws <see cref="FormatException"/> with a clause that says what is wrong.</summary>
    public static T ReadBytes<T>(string path, Func<byte[], T> read)
    {
        byte[] bytes = Bytes(path);
        try
        {
            return read(bytes);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw Refused($"'{path}'", FileKind.OfFile(path) is FileKind { Name: not "JSON text" } kind ? $"it is {kind.Name}" : error is FormatException ? error.Message : "it is damaged", error);
        }
    }

    /// <summary>Reads a file's content; <paramref name="file"/> is what messages call it.</summary>
    public static T Parse<T>(string file, byte[] json, Func<JsonElement, T> read, Func<byte[], byte[]>? toJson = null)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(toJson is null ? JsonBytes.Unmarked(json) : toJson(json));
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Refused(file, error is FormatException ? error.Message : "it has not the JSON that is expected", error);
        }
    }

    private static WeightFormatException Refused(string file, string reason, Exception? cause) =>
        new($"{file} is not a usable tokenizer file: {reason}; get the file again, or another of a kind that docs/data.md lists", cause);
}

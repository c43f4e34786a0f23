using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

/// <summary><c>vocab.json</c> and <c>merges.txt</c>: the same ids as the tokenizer.json of the same tokens.</summary>
public sealed class MergesFileTests : IDisposable
{
    private static readonly string[] s_texts = ["the lowest of the low", " two  spaces\r\nand a line", "naïve 東京 🙂", "I'll 12 x<mask>y</s>", ""];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void IdsAreThoseOfTheOneFile()
    {
        BpeTokenizer trained = BpeTokenizer.Train(["the lowest of the low went lower, the newest of the new", "two towns in one naïve 東京"], 300, "<s>", "</s>", "<pad>", "<unk>", "<mask>");
        trained.Save(_folder["tokenizer.json"]);
        PretrainedTokenizer whole = PretrainedTokenizer.Load(_folder["tokenizer.json"]);
        Split(out string vocabulary);
        PretrainedTokenizer parts = PretrainedTokenizer.Load(vocabulary);
        Assert.Equal(whole.Vocabulary, parts.Vocabulary);
        foreach (string text in s_texts.Where(text => !text.Contains("<mask>", StringComparison.Ordinal)))
        {
            Assert.Equal(whole.Encode(text), parts.Encode(text));
            Assert.Equal(text, parts.Decode(parts.Encode(text)));
        }

        // As RoBERTa: marks around, and a mask takes the space before it.
        int first = whole.Id("<s>")!.Value, last = whole.Id("</s>")!.Value;
        Assert.Equal([first, .. whole.Encode("low"), last], parts.Tokenize("low").Ids);
        Assert.Equal([first, .. whole.Encode("a"), last, last, .. whole.Encode("b"), last], parts.Tokenize("a", "b").Ids);
        Assert.Equal([.. whole.Encode("low"), whole.Id("<mask>")!.Value], parts.Encode("low <mask>"));
        File.Delete(_folder["tokenizer.json"]);
        Assert.Equal(parts.Encode("lower"), PretrainedTokenizer.Load(Path.GetDirectoryName(vocabulary)!).Encode("lower"));
    }

    [Fact]
    public void WhatIsMissingOrDamagedIsSaid()
    {
        File.WriteAllText(_folder["vocab.json"], "{\"a\": 0}");
        Assert.Contains("merges.txt", Assert.Throws<FileNotFoundException>(() => PretrainedTokenizer.Load(_folder["vocab.json"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["merges.txt"], "a b c\n");
        Assert.Throws<WeightFormatException>(() => PretrainedTokenizer.Load(_folder["vocab.json"]));
        File.WriteAllText(_folder["vocab.json"], "[1");
        Assert.Throws<WeightFormatException>(() => PretrainedTokenizer.Load(_folder["vocab.json"]));
    }

    public void Dispose() => _folder.Dispose();

    private void Split(out string vocabulary)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_folder["tokenizer.json"]));
        JsonElement model = document.RootElement.GetProperty("model");
        Dictionary<string, int> tokens = model.GetProperty("vocab").EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32());
        foreach (JsonElement added in document.RootElement.GetProperty("added_tokens").EnumerateArray()) tokens[added.GetProperty("content").GetString()!] = added.GetProperty("id").GetInt32();
        vocabulary = _folder["vocab.json"];
        File.WriteAllText(vocabulary, JsonSerializer.Serialize(tokens));
        File.WriteAllLines(_folder["merges.txt"], ["#version: 0.2", .. model.GetProperty("merges").EnumerateArray().Select(merge => merge.ValueKind == JsonValueKind.String ? merge.GetString()! : string.Join(' ', merge.EnumerateArray().Select(part => part.GetString())))]);
    }
}

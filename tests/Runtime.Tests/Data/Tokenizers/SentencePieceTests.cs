using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

/// <summary>Ids and texts of <c>.model</c> files are SentencePiece's own: tests/golden/tokenizers/make_sentencepiece.py writes them.</summary>
public sealed class SentencePieceTests
{
    private static readonly Lazy<JsonArray> s_cases = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "tokenizers", "sentencepiece.json")))!.AsArray());

    public static TheoryData<string> Names => [.. s_cases.Value.Select(test => test!["name"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Names))]
    public void IdsAndTextsAreItsOwn(string name)
    {
        using TemporaryFolder folder = new();
        JsonNode test = Case(name);
        File.WriteAllBytes(folder["tokenizer.model"], Model(test));
        PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(Path.GetDirectoryName(folder["tokenizer.model"])!);
        tokenizer.Save(folder["saved.json"]);
        PretrainedTokenizer saved = PretrainedTokenizer.Load(folder["saved.json"]);
        foreach (JsonNode? entry in test["texts"]!.AsArray())
        {
            string text = entry!["text"]!.GetValue<string>(), ids = entry["ids"]!.GetValue<string>();
            Assert.Equal((text, ids), (text, string.Join(' ', tokenizer.Encode(text))));
            Assert.Equal((text, ids), (text, string.Join(' ', saved.Encode(text))));
            if (name.EndsWith("bytes", StringComparison.Ordinal)) Assert.Equal(entry["decoded"]!.GetValue<string>(), tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    /// <summary>Files that were changed at random: they load, or one documented exception says why not.</summary>
    [Fact]
    public void ChangedFilesLoadOrAreRefused()
    {
        using TemporaryFolder folder = new();
        int seed = Environment.TickCount & 0xFFFFFFF, loaded = 0;
        for (int i = 0; i < 400; i++)
        {
            Random random = new(seed + i);
            byte[] model = Model(s_cases.Value[random.Next(s_cases.Value.Count)]!);
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                int at = random.Next(3) == 0 ? random.Next(Math.Min(64, model.Length)) : random.Next(model.Length);
                if (random.Next(8) == 0) model = model[..at];
                else model[at] = (byte)random.Next(256);
                if (model.Length < 2) break;
            }

            File.WriteAllBytes(folder["changed.model"], model);
            try
            {
                PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(folder["changed.model"]);
                loaded++;
                int[] ids = tokenizer.Encode("the ﬁne ½ model\t☃😀 " + new string('a', 500));
                Assert.All(ids, id => Assert.InRange(id, 0, tokenizer.Vocabulary - 1));
                tokenizer.Decode(ids);
            }
            catch (WeightFormatException)
            {
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"seed {seed + i}", error);
            }
        }

        Assert.InRange(loaded, 20, 399);
    }

    [Theory]
    [InlineData("", "it has no pieces")]
    [InlineData("hello", "it is no SentencePiece model, or a damaged one")]
    [InlineData("IQ== 0\nIg== 1\n", "read it by LoadTiktoken")]
    public void OtherFilesAreCalledWhatTheyAre(string content, string message)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["x.model"], content.Length == 0 ? "\0" : content);
        Assert.Contains(content.Length == 0 ? "it is no SentencePiece model" : message, Assert.Throws<WeightFormatException>(() => PretrainedTokenizer.Load(folder["x.model"])).Message, StringComparison.Ordinal);
    }

    private static JsonNode Case(string name) => s_cases.Value.Single(test => test!["name"]!.GetValue<string>() == name)!;

    private static byte[] Model(JsonNode test) => Convert.FromBase64String(test["model"]!.GetValue<string>());
}

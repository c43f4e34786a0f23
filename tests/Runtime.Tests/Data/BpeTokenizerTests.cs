using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using ModelGen.Weights;
using Xunit;
using BpeTokenizer = ModelGen.Data.BpeTokenizer;

namespace ModelGen.Runtime.Tests.Data;

public sealed class BpeTokenizerTests
{
    private const string Corpus = "The cat sat on the mat. The cat's hat isn't the cat's mat; 1234 cats sat on 567 mats!\n\nThe  theatre   then — naïve Ünïcode 日本語 — thawed.\tThe end of the theme.\n";

    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly string[] s_texts =
    [
        "The cat sat on the mat.", "theatre thematic 99 cats", "  leading and trailing  ", "it's, they're we'll I'd", "\n\n\t x\r\n", "日本語 and 😀 emoji", "", "a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa thethethethethe", "naïve café — dash", "snake_case(x) == {y}; // 3.14",
    ];

    [Fact]
    public void TextsComeBack()
    {
        BpeTokenizer tokenizer = BpeTokenizer.Train([Corpus], 400);
        foreach (string text in s_texts) Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.True(tokenizer.Encode(Corpus).Length < Encoding.UTF8.GetByteCount(Corpus) * 3 / 4);
        Assert.Equal("\uFFFD", tokenizer.Decode(tokenizer.Encode("é")[..1])); // half a character
        Assert.Equal("a\uFFFDb", tokenizer.Decode(tokenizer.Encode("a\uD800b")));
    }

    [Fact]
    public void TheMostFrequentPairIsLearnedFirst()
    {
        // aab aab aab ab: (a, b) 4 times, then (a, ab) 3 times.
        BpeTokenizer tokenizer = BpeTokenizer.Train(["aab\naab\naab\nab"], 256 + 2 + 1);
        Assert.Equal([257], tokenizer.Encode("aab"));
        Assert.Equal([256], tokenizer.Encode("ab"));
        Assert.Equal([97, 257, 98], tokenizer.Encode("aaabb"));
        Assert.Equal(258, tokenizer.Special(BpeTokenizer.EndOfText));
    }

    [Fact]
    public void AnotherImplementationEncodesAlike()
    {
        using TemporaryFolder folder = new();
        BpeTokenizer own = BpeTokenizer.Train([Corpus, .. s_texts], 420);
        own.Save(folder["tokenizer.json"]);
        JsonNode model = JsonNode.Parse(File.ReadAllText(folder["tokenizer.json"]))!["model"]!;
        BpeOptions options = new(model["vocab"]!.AsObject().Select(token => KeyValuePair.Create(token.Key, token.Value!.GetValue<int>())))
        {
            Merges = model["merges"]!.AsArray().Select(merge => merge!.GetValue<string>()),
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(new Regex(Gpt2Pattern), specialTokens: null),
        };
        Microsoft.ML.Tokenizers.BpeTokenizer other = Microsoft.ML.Tokenizers.BpeTokenizer.Create(options);
        foreach (string text in s_texts.Append(Corpus)) Assert.Equal(other.EncodeToIds(text, considerPreTokenization: true, considerNormalization: false), own.Encode(text));
    }

    [Fact]
    public void SavedAndLoadedItIsTheSame()
    {
        using TemporaryFolder folder = new();
        BpeTokenizer tokenizer = BpeTokenizer.Train([Corpus], 350, "<|endoftext|>", "<|end|>");
        tokenizer.Save(folder["tokenizer.json"]);
        BpeTokenizer loaded = BpeTokenizer.Load(folder["tokenizer.json"]);
        Assert.Equal(tokenizer.Vocabulary, loaded.Vocabulary);
        foreach (string text in s_texts.Append("one<|endoftext|>two <|end|>")) Assert.Equal(tokenizer.Encode(text), loaded.Encode(text));
        Assert.Contains(loaded.Special("<|end|>"), loaded.Encode("x<|end|>"));
        Assert.Equal("x<|end|>", loaded.Decode(loaded.Encode("x<|end|>")));
    }

    /// <summary>Hugging Face's tokenizers (0.23.2) refuses a file whose decoder leaves one of these out.</summary>
    [Fact]
    public void TheDecoderIsWrittenWithEveryField()
    {
        using TemporaryFolder folder = new();
        BpeTokenizer.Train([Corpus], 300).Save(folder["tokenizer.json"]);
        JsonNode decoder = JsonNode.Parse(File.ReadAllText(folder["tokenizer.json"]))!["decoder"]!;
        Assert.Equal("""{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""", decoder.ToJsonString());
    }

    [Fact]
    public void FilesOfOtherMakersAreRead()
    {
        // As Llama 3's and Qwen's: an isolating Split, NFC, merges as pairs, whole words first, added tokens beyond the vocabulary.
        using TemporaryFolder folder = new();
        JsonNode root = Root(folder);
        root["normalizer"] = JsonNode.Parse("""{"type":"NFC"}""");
        root["pre_tokenizer"] = JsonNode.Parse("""
            {"type":"Sequence","pretokenizers":[
              {"type":"Split","pattern":{"Regex":"\\p{N}{1,3}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\s+"},"behavior":"Isolated","invert":false},
              {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}
            """);
        root["model"]!["merges"] = JsonNode.Parse("""[["a","b"],["1","2"],["12","3"],["123","4"],["c","d"]]""");
        root["model"]!["vocab"] = Vocabulary("ab", "12", "123", "1234", "cd", "xyz");
        root["model"]!["ignore_merges"] = true;
        root["added_tokens"] = JsonNode.Parse("""[{"id":300,"content":"<s>","lstrip":true,"special":true}]""");
        BpeTokenizer tokenizer = Load(folder, root);
        Assert.Equal(301, tokenizer.Vocabulary);
        Assert.Equal([258, '4'], tokenizer.Encode("1234"));           // digits in threes
        Assert.Equal([261], tokenizer.Encode("xyz"));                 // no merge leads there
        Assert.Equal([256, 300, 'c'], tokenizer.Encode("ab  <s>c"));  // the mark takes the space before it
        Assert.Equal(tokenizer.Encode("\u00e9"), tokenizer.Encode("e\u0301"));
        Assert.Equal("", tokenizer.Decode([299]));                    // an id without a token
    }

    [Theory]
    [InlineData("model.type", "\"Unigram\"", "not BPE")]
    [InlineData("model.dropout", "0.1", "drops merges")]
    [InlineData("model.unk_token", "\"<unk>\"", "unk_token '<unk>' is not in its vocabulary")]
    [InlineData("model.end_of_word_suffix", "\"</w>\"", "has an end_of_word_suffix")]
    [InlineData("model.merges", "[\"a zzz\"]", "its merge 'a zzz'")]
    [InlineData("model.merges", "[\"a\"]", "its merge 'a'")]
    [InlineData("model.merges", "7", "has not the JSON")]
    [InlineData("model.merges", "[[]]", "its merge ''")]
    [InlineData("model.merges", "[[\"h\"]]", "its merge 'h'")]
    [InlineData("model.merges", "[[\"a\",\"b\",\"c\"]]", "its merge 'a b c'")]
    [InlineData("model.merges", "[\"a b c\"]", "its merge 'a b c'")]
    [InlineData("model.merges", "[[\"a\",1]]", "has not the JSON")]
    [InlineData("model.merges", "[[\"h\",\"e\"],[\"h\",\"e\"]]", "its merge 'h e'")]
    [InlineData("model.vocab", "{\"a\": 0}", "no token for the byte")]
    [InlineData("model.vocab", "{\"a\": -1}", "outside")]
    [InlineData("model.vocab", "{\"a\": 2000000000}", "outside")]
    [InlineData("model.vocab", "{\"a\": 1, \"b\": 1}", "two tokens have the id 1")]
    [InlineData("model.vocab", "{\"\u3042\": 1}", "byte-level characters")]
    [InlineData("normalizer", "{\"type\":\"Nmt\"}", "normalizer 'Nmt'")]
    [InlineData("pre_tokenizer", "{\"type\":\"UnicodeScripts\"}", "pre_tokenizer 'UnicodeScripts'")]
    [InlineData("pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"ByteLevel\"},{\"type\":\"Digits\"}]}", "behind ByteLevel")]
    [InlineData("pre_tokenizer", "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a\"},\"behavior\":\"Isolated\"}", "a ( without a )")]
    [InlineData("added_tokens", "[{\"id\":300,\"content\":\"<x>\"},{\"id\":300,\"content\":\"<y>\"}]", "two added tokens have the id 300")]
    [InlineData("added_tokens", "[{\"id\":1,\"content\":\"<x>\"}]", "two tokens have the id 1")]
    [InlineData("added_tokens", "[{\"id\":300,\"content\":\"x\"}]", "in the vocabulary")]
    [InlineData("added_tokens", "[{\"id\":1,\"content\":\"\"}]", "added token is empty")]
    [InlineData("model", "null", "has not the JSON")]
    public void WhatWouldBeEncodedDifferentlyIsRefused(string place, string value, string what)
    {
        using TemporaryFolder folder = new();
        JsonNode root = Root(folder);
        string[] path = place.Split('.');
        (path.Length == 2 ? root[path[0]]! : root)[path[^1]] = JsonNode.Parse(value);
        Assert.Contains(what, Assert.Throws<WeightFormatException>(() => Load(folder, root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedFilesAreRefused()
    {
        using TemporaryFolder folder = new();
        BpeTokenizer.Train([Corpus], 300).Save(folder["t"]);
        string whole = File.ReadAllText(folder["t"]);
        for (int cut = 0; cut < whole.Length - 2; cut += 101)
        {
            File.WriteAllText(folder["t"], whole[..cut]);
            Assert.Throws<WeightFormatException>(() => BpeTokenizer.Load(folder["t"]));
        }

        Assert.Throws<FileNotFoundException>(() => BpeTokenizer.Load(folder["none"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BpeTokenizer.Train(["x"], 256));
        Assert.Throws<ArgumentException>(() => BpeTokenizer.Train([""], 300));
    }

    [Fact]
    public void AWordWithoutEndDoesNotTakeForever()
    {
        BpeTokenizer tokenizer = BpeTokenizer.Train([Corpus + new string('a', 300)], 300);
        string text = new('a', 200_000);
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Theory]
    [InlineData("lstrip")]
    [InlineData("rstrip")]
    public void WhiteSpaceBesideAddedTokensTakesNoTime(string flag)
    {
        using TemporaryFolder folder = new();
        JsonNode root = Root(folder);
        root["added_tokens"] = JsonNode.Parse($$"""[{"id":300,"content":"<s>","{{flag}}":true},{"id":301,"content":"\t","{{flag}}":true}]""");
        BpeTokenizer tokenizer = Load(folder, root);
        foreach (string text in new[] { new string(' ', 100_000) + "<s>", new string(' ', 100_000), new string('\t', 100_000), "<s>" + new string(' ', 100_000), string.Concat(Enumerable.Repeat(" \t", 50_000)) })
        {
            long start = Stopwatch.GetTimestamp();
            tokenizer.Encode(text);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2));
        }
    }

    private static JsonNode Root(TemporaryFolder folder)
    {
        BpeTokenizer.Train([Corpus], 300).Save(folder["t"]);
        return JsonNode.Parse(File.ReadAllText(folder["t"]))!;
    }

    private static BpeTokenizer Load(TemporaryFolder folder, JsonNode root)
    {
        File.WriteAllText(folder["t"], root.ToJsonString());
        return BpeTokenizer.Load(folder["t"]);
    }

    private static JsonObject Vocabulary(params string[] tokens)
    {
        JsonObject vocabulary = [];
        for (int i = 0; i < 256; i++) vocabulary[ModelGen.Data.Tokenizers.Models.ByteAlphabet.Write([(byte)i])] = i;
        for (int i = 0; i < tokens.Length; i++) vocabulary[tokens[i]] = 256 + i;
        return vocabulary;
    }
}

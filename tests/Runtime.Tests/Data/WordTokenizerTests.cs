using System;
using System.IO;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class WordTokenizerTests
{
    [Fact]
    public void WordsNumbersAndSignsAreTokens()
    {
        WordTokenizer tokenizer = WordTokenizer.Train(["the cat, the dog and the cat's 42 well-known toys.\nThe end."]);
        Assert.Equal(2, tokenizer.Encode("the")[0]); // the most frequent word
        Assert.Equal([WordTokenizer.Unknown], tokenizer.Encode("zebra"));
        string text = "the dog, the cat's 42 toys.\nThe end.";
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.Equal("the dog", tokenizer.Decode([.. tokenizer.Encode("the"), WordTokenizer.Padding, .. tokenizer.Encode("dog")]));
        Assert.Empty(tokenizer.Encode("  "));
    }

    [Fact]
    public void RareWordsAreLeftOut()
    {
        WordTokenizer tokenizer = WordTokenizer.Train(["b b a a c C"], maximum: 4, lowercase: true);
        Assert.Equal(4, tokenizer.Vocabulary);
        Assert.Equal([2, 3, 1], tokenizer.Encode("A b c"));
        Assert.Equal(5, WordTokenizer.Train(["b b a a c C"], least: 2, lowercase: true).Vocabulary);
        Assert.Throws<ArgumentException>(() => WordTokenizer.Train(["", " "]));
    }

    [Fact]
    public void SavedAndLoadedItIsTheSame()
    {
        using TemporaryFolder folder = new();
        WordTokenizer tokenizer = WordTokenizer.Train(["Ünïcode words \"and\" 日本 more"], lowercase: true);
        tokenizer.Save(folder["t"]);
        WordTokenizer loaded = WordTokenizer.Load(folder["t"]);
        Assert.Equal(tokenizer.Encode("MORE ünïcode \"x\""), loaded.Encode("MORE ünïcode \"x\""));
        Assert.Equal((tokenizer.Vocabulary, true), (loaded.Vocabulary, loaded.IsLowercase));
    }

    [Theory]
    [InlineData("hi 😀", 2)]
    [InlineData("𝐇𝐢", 1)]                       // letters, though not of the basic plane
    [InlineData("𠮷野家", 1)]
    [InlineData("𝟙𝟚 𝒳1", 2)]
    [InlineData("👍🏽 👨‍👩‍👧 🇩🇪 1️⃣ ❤️", 5)]           // skin tone, family, flag, key, red heart
    [InlineData("e\u0301t\u0301 می\u200Cخواهم", 2)] // marks and joiners are of the word
    public void WhatOneSeesAsOneIsOneToken(string text, int count)
    {
        using TemporaryFolder folder = new();
        WordTokenizer tokenizer = WordTokenizer.Train([text]);
        int[] ids = tokenizer.Encode(text);
        Assert.Equal(count, ids.Length);
        Assert.DoesNotContain(WordTokenizer.Unknown, ids);
        tokenizer.Save(folder["t"]);
        WordTokenizer loaded = WordTokenizer.Load(folder["t"]);
        Assert.Equal(ids, loaded.Encode(text));
        Assert.Equal(text, loaded.Decode(ids));
    }

    [Fact]
    public void ASignThatIsWrittenOverAWordTakesNoneOfIt()
    {
        WordTokenizer tokenizer = WordTokenizer.Train(["\u0600abc \u0600 1"]);
        Assert.Equal([.. tokenizer.Encode("\u0600"), .. tokenizer.Encode("abc")], tokenizer.Encode("\u0600abc"));
        Assert.Equal(5, tokenizer.Vocabulary);
    }

    [Fact]
    public void HalfAPairIsAReplacement()
    {
        using TemporaryFolder folder = new();
        WordTokenizer tokenizer = WordTokenizer.Train(["a\uD83D b\uDE00"]);
        Assert.Equal("a \uFFFD b \uFFFD", tokenizer.Decode(tokenizer.Encode("a\uD83D b\uDE00")));
        tokenizer.Save(folder["t"]);
        Assert.Equal(tokenizer.Encode("\uD83D"), WordTokenizer.Load(folder["t"]).Encode("\uFFFD"));
    }

    [Theory]
    [InlineData("""{"words":["<pad>","<unk>","a","a"],"lowercase":false}""", "'a' is there twice")]
    [InlineData("""{"words":["a","b"],"lowercase":false}""", "do not begin with")]
    [InlineData("""{"words":["<pad>","<unk>",""],"lowercase":false}""", "word 2 is empty")]
    [InlineData("""{"words":["<pad>","<unk>"]}""", "has not the JSON")]
    [InlineData("[", "has not the JSON")]
    public void DamagedFilesAreRefused(string json, string what)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["t"], json);
        Assert.Contains(what, Assert.Throws<WeightFormatException>(() => WordTokenizer.Load(folder["t"])).Message, StringComparison.Ordinal);
    }
}

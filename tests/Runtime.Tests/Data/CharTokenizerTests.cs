using System;
using System.IO;
using System.Text;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class CharTokenizerTests
{
    [Fact]
    public void IdsArePlacesInTheSortedCharacters()
    {
        CharTokenizer tokenizer = CharTokenizer.FromText("hello, wörld 😀\n");
        Assert.Equal(12, tokenizer.Vocabulary);
        Assert.Equal([0, 1], tokenizer.Encode("\n "));
        Assert.Equal("wörld 😀", tokenizer.Decode(tokenizer.Encode("wörld 😀")));
        Assert.Equal(7, tokenizer.Encode("wörld 😀").Length);
        Assert.Equal(new Rune('\n'), tokenizer.Decode(0));
    }

    [Fact]
    public void UnknownCharactersAreNamed()
    {
        CharTokenizer tokenizer = CharTokenizer.FromText("abc😀");
        Assert.Equal("The tokenizer does not know the character 'x' (U+0078) at position 4: leave it out, or make the tokenizer with a replacement",
            Assert.Throws<ArgumentException>(() => tokenizer.Encode("ab😀xc")).Message);
        Assert.Contains("character (U+000A) at position 0", Assert.Throws<ArgumentException>(() => tokenizer.Encode("\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AReplacementStandsForThem()
    {
        CharTokenizer tokenizer = CharTokenizer.FromText("abc", new Rune('?'));
        Assert.Equal("a?b", tokenizer.Decode(tokenizer.Encode("axb")));
    }

    [Fact]
    public void ALimitKeepsTheMostFrequent()
    {
        CharTokenizer tokenizer = CharTokenizer.FromText("aaabbbccd", new Rune('?'), maximum: 3);
        Assert.Equal(3, tokenizer.Vocabulary);
        Assert.Equal("ab??", tokenizer.Decode(tokenizer.Encode("abcd")));
        Assert.Contains("4 different characters, more than 3", Assert.Throws<ArgumentException>(() => CharTokenizer.FromText("abcd", maximum: 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("The text is empty", Assert.Throws<ArgumentException>(() => CharTokenizer.FromText("")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CharTokenizer.FromText("ab").Decode([0, 2]));
    }

    [Fact]
    public void FilesRoundTrip()
    {
        using TemporaryFolder folder = new();
        string text = "a\"\\\u0001é😀\n\u2028";
        CharTokenizer.FromText(text, new Rune('é')).Save(folder["t.json"]);
        CharTokenizer loaded = CharTokenizer.Load(folder["t.json"]);
        Assert.Equal(text, loaded.Decode(loaded.Encode(text)));
        Assert.Equal(new Rune('é'), loaded.Replacement);
        Assert.Equal(["t.json"], folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"characters\":1}")]
    [InlineData("{\"characters\":null}")]
    [InlineData("{\"characters\":\"\"}")]
    [InlineData("{\"characters\":\"ba\"}")]
    [InlineData("{\"characters\":\"aa\"}")]
    [InlineData("{\"characters\":\"ab\",\"replacement\":\"c\"}")]
    [InlineData("{\"characters\":\"ab\",\"replacement\":\"\"}")]
    [InlineData("{\"characters\":\"ab\",\"replacement\":3}")]
    [InlineData("{\"characters\":\"\\ud800\"")]
    public void DamagedFilesAreRefused(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["t.json"], json);
        string message = Assert.Throws<WeightFormatException>(() => CharTokenizer.Load(folder["t.json"])).Message;
        Assert.Contains("is not a usable tokenizer file", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void AMissingFileSaysWhatToDo() => Assert.Throws<FileNotFoundException>(() => CharTokenizer.Load("nowhere.json"));
}

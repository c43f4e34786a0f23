using System;
using System.IO;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class WordPieceTokenizerTests
{
    private const string Lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nworld\n,\nun\n##aff\n##able\nresume\n日\n";

    [Fact]
    public void AVocabularyOfLinesIsBerts()
    {
        using TemporaryFolder folder = new();
        WordPieceTokenizer tokenizer = Load(folder, Lines);
        Assert.Equal(13, tokenizer.Vocabulary);
        Assert.Equal([5, 7, 6], tokenizer.Encode("Hello, WORLD"));
        Assert.Equal([8, 9, 10, 1, 11, 12], tokenizer.Encode("unaffable unaffected résumé日"));
        Assert.Equal("hello, world unaffable", tokenizer.Decode([5, 7, 6, 8, 9, 10]));
        Assert.Equal([2, 5, 4, 3], tokenizer.Tokenize("hello [MASK]").Ids);
        TokenizedText pair = tokenizer.Tokenize("hello", "world");
        Assert.Equal([2, 5, 3, 6, 3], pair.Ids);
        Assert.Equal([0, 0, 0, 1, 1], pair.Types);
        Assert.Equal([2, 5, 3, 6, 3], tokenizer.Tokenize("hello hello hello", "world world", 5).Ids);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Tokenize("hello", "world", 2));
        Assert.Equal(4, tokenizer.Id("[MASK]"));
        Assert.Throws<ArgumentException>(() => tokenizer.Id("zebra"));
    }

    [Fact]
    public void CapitalsCountWhereTheModelIsCased()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["vocab.txt"], Lines.ReplaceLineEndings("\r\n"));
        Assert.Equal([1, 5, 1], WordPieceTokenizer.Load(folder["vocab.txt"], lowercase: false).Encode("Hello hello résumé"));
    }

    [Fact]
    public void SavedAndLoadedItIsTheSame()
    {
        using TemporaryFolder folder = new();
        WordPieceTokenizer tokenizer = Load(folder, Lines);
        tokenizer.Save(folder["tokenizer.json"]);
        WordPieceTokenizer loaded = WordPieceTokenizer.Load(folder["tokenizer.json"]);
        Assert.Equal(tokenizer.Tokenize("Hello unaffable 日", "world").Ids, loaded.Tokenize("Hello unaffable 日", "world").Ids);
        Assert.Contains("it is one for WordPieceTokenizer", Assert.Throws<WeightFormatException>(() => BpeTokenizer.Load(folder["tokenizer.json"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello\nworld\n", "no [UNK]")]
    [InlineData("", "it is empty")]
    public void OtherLinesAreRefused(string lines, string what)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(what, Assert.Throws<WeightFormatException>(() => Load(folder, lines)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesThatAreNoTextAreRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["vocab.txt"], [0x5B, 0xFF, 0xFE, 0x0A]);
        Assert.Contains("not UTF-8", Assert.Throws<WeightFormatException>(() => WordPieceTokenizer.Load(folder["vocab.txt"])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => WordPieceTokenizer.Load(folder["none.txt"]));
    }

    private static WordPieceTokenizer Load(TemporaryFolder folder, string lines)
    {
        File.WriteAllText(folder["vocab.txt"], lines);
        return WordPieceTokenizer.Load(folder["vocab.txt"]);
    }
}

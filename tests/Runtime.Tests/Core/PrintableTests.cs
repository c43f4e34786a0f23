using System;
using ModelGen.Evaluation;
using Xunit;

namespace ModelGen.Runtime.Tests.Core;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("fc1.weight", "fc1.weight")]
    [InlineData("Größe, Ελλάδα, 日本, नमस्ते, é", "Größe, Ελλάδα, 日本, नमस्ते, é")]
    [InlineData("🙂 👩‍🚀", "🙂 👩‍🚀")]
    [InlineData("a\u001b[2Jb\u009bc", "a?[2Jb?c")]
    [InlineData("x\u202Eexe.txt\u2066\u061C\u200F", "x?exe.txt???")]
    [InlineData("a\u200Bb\uFEFFc\u00ADd", "a?b?c?d")]
    [InlineData("one\r\ntwo\u2028three\t", "one??two?three?")]
    [InlineData("\U000E0041\uE000", "??")]
    public void WhatAConsoleWouldObeyBecomesAQuestionMark(string text, string shown) => Assert.Equal(shown, Printable.Clean(text));

    [Fact]
    public void HalvesOfCharactersAreNotShown() => Assert.Equal("? broken ?", Printable.Clean("\uD83D broken \uDE00"));

    [Fact]
    public void AClippedTextEndsInAnEllipsisAndTearsNoCharacter()
    {
        Assert.Equal("abc…", Printable.Clip("abcd", 3));
        Assert.Equal("ab🙂…", Printable.Clip("ab🙂🙂", 3));
    }

    [Fact]
    public void TablesShowClassNamesWithoutWhatTheyHide()
    {
        ConfusionMatrix matrix = new(["cat\u001b[31m", "dog\u202E"]);
        string table = matrix.ToString();
        Assert.Contains("cat?[31m", table, StringComparison.Ordinal);
        Assert.Contains("dog?", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table);
        Assert.DoesNotContain('\u202E', table);
    }
}

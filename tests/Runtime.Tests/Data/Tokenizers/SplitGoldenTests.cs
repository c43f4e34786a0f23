using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Patterns;
using ModelGen.Data.Tokenizers.Splitting;
using Xunit;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

/// <summary>Where patterns cut around each assigned code point is where Hugging Face's tokenizers cut: tests/golden/tokenizers/make.mjs writes it.</summary>
public sealed class SplitGoldenTests
{
    // Of long runs of code points that are cut alike: the ends and some between.
    private const int Step = 61;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EveryCodePointIsCutAlike(int index)
    {
        PatternSplitter? splitter = null;
        int at = -1, count = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden", "tokenizers", "splits.txt")))
        {
            if (line.StartsWith('='))
            {
                splitter = ++at == index ? new PatternSplitter(new TextPattern(JsonSerializer.Deserialize<string>(line[2..])!), SplitBehavior.Isolated) : null;
                continue;
            }

            if (splitter is null) continue;
            string[] fields = line.Split(' ');
            string[] ends = fields[0].Split('-');
            int first = Hex(ends[0]), last = Hex(ends[^1]);
            for (int value = first; value <= last; value = value == last ? last + 1 : Math.Min(value + Step, last))
            {
                int mask = Mask(splitter, char.ConvertFromUtf32(value));
                Assert.True(mask == Hex(fields[1]), $"U+{value:X4} is cut at {mask:x}, not at {fields[1]}");
                count++;
            }
        }

        Assert.True(count > 3000);
    }

    // A bit for each end of a piece, counted in code points.
    private static int Mask(PatternSplitter splitter, string c)
    {
        List<TextPiece> pieces = [];
        splitter.Split($"x{c}y 1{c}{c} '{c}k\n {c}S", isFirst: true, pieces);
        int mask = 0, at = 0;
        foreach (TextPiece piece in pieces)
        {
            foreach (System.Text.Rune _ in piece.ToString().EnumerateRunes()) at++;
            mask |= 1 << at;
        }

        return mask;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

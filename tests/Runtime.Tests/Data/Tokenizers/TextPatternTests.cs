using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ModelGen.Data.Tokenizers.Patterns;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

public sealed class TextPatternTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(@"a|ab|abc", "abcab", "a a")]
    [InlineData(@"(?:a|ab)c", "abcac", "abc ac")]
    [InlineData(@"a*?b", "aaab b", "aaab b")]
    [InlineData(@"a++b|a", "aab aa", "aab a a")]
    [InlineData(@"a++a|b", "aaab", "b")]
    [InlineData(@"(?>a|ab)c|.", "abc", "a b c")]
    [InlineData(@"a{2}|a{,1}b|c{2,}", "aaabccc", "aa ab ccc")]
    [InlineData(@"x{1,2}+", "xxxxx", "xxxxx")] // an interval is not made possessive: it is repeated again
    [InlineData(@"a{b", "a{b", "a{b")]
    [InlineData(@"(?i)k|ß", "kK\u212Aẞ", "k K \u212A ẞ")]
    [InlineData(@"a(?i)b|c", "aB aC c", "aB aC")]
    [InlineData(@"(?i:a)b", "AbAB", "Ab")]
    [InlineData(@"^a|b$", "a\na b\nb", "a a b b")]
    [InlineData(@"\Aa|b\z", "a\na b\nb", "a b")]
    [InlineData(@"\bx\b", "x xx 1x x", "x x")]
    [InlineData(@"(?<=a|bc)x|(?<!y)z", "ax bcx cx yz z", "x x z")]
    [InlineData(@"[a-c&&[^b]]+|[^\n-~]", "abca é", "a ca é")]
    [InlineData(@"[]x]+", "a]x", "]x")]
    [InlineData(@"[\p{^L}&&\P{N}]", "a1-", "-")]
    [InlineData(@"(?x) a b # comment
        | c", "ab c", "ab c")]
    [InlineData(@"(?m:a.)b.", "a\nb\n", "")]
    [InlineData(@"\x41\x{1F600}\u00e9", "A😀é", "A😀é")]
    [InlineData(@"(?:a?)*b|(?:a*)+c", "aab ac", "aab ac")]
    [InlineData(@"(?=.*b)a|(?!.*b)c", "acabc c", "a a c c")]
    [InlineData(@"\R", "\r\n\r\n\n\v", "\r\n \r\n \n \v")]
    [InlineData(@".", "a😀", "a 😀")]
    [InlineData(@"[^a]{2}", "😀😀", "😀😀")]
    public void MatchesAreThoseOfOniguruma(string pattern, string text, string matches) => Assert.Equal(matches, string.Join(' ', Matches(new TextPattern(pattern), text)));

    [Theory]
    [InlineData("(a", "a ( without a )")]
    [InlineData("a)", "a ) without a (")]
    [InlineData("[a", "no end")]
    [InlineData("*a", "repetition of nothing")]
    [InlineData(@"(a)\1", @"an escape \1")]
    [InlineData(@"\p{Klingon}", "a property 'Klingon'")]
    [InlineData(@"[z-a]", "whose end is before its start")]
    [InlineData(@"(?<=a+)b", "lookbehind without a fixed length")]
    [InlineData(@"(?:a?b?)*", "repeats without limit what may be empty")]
    [InlineData(@"(a{0,30}){0,3}b", "more than 64 choices")]
    [InlineData(@"(a{0,30}){0,10}b", "more than 500 steps")]
    [InlineData(@"a{2000}", "more than 1000 repetitions")]
    [InlineData(@"(?:a{100}){100}", "too large")]
    [InlineData(@"a{3,2}", "at least more than at most")]
    [InlineData(@"(?P<a>b)", "a group of a kind")]
    public void OthersAreRefused(string pattern, string what) => Assert.Contains(what, Assert.Throws<FormatException>(() => new TextPattern(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void DeepPatternsAreRefused()
    {
        Assert.Throws<FormatException>(() => new TextPattern(new string('(', 100_000)));
        Assert.Throws<FormatException>(() => new TextPattern(new string('[', 100_000)));
        Assert.Throws<FormatException>(() => new TextPattern(new string('a', 100_000)));
    }

    /// <summary>Where both know what is asked for, .NET's own expressions find the same.</summary>
    [Fact]
    public void RandomPatternsFindWhatDotNetFinds()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int i = 0; i < 3000; i++)
        {
            string pattern = RandomPattern(random, 3);
            TextPattern own;
            try
            {
                own = new TextPattern(pattern);
            }
            catch (FormatException)
            {
                continue;
            }

            StringBuilder text = new();
            for (int k = random.Next(1, i % 50 == 0 ? 900 : 30); k > 0; k--) text.Append("aab c"[random.Next(5)]);
            List<string> expected = [];
            try
            {
                foreach (Match match in Regex.Matches(text.ToString(), pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(0.2))) expected.Add(match.Value);
            }
            catch (RegexMatchTimeoutException)
            {
                continue;
            }

            // .NET counts an empty match behind another one, too.
            Assert.True(string.Join('|', expected.FindAll(match => match.Length > 0)) == string.Join('|', Matches(own, text.ToString()).FindAll(match => match.Length > 0)), $"seed {seed}: {pattern} in '{text}'");
        }
    }

    [Theory]
    [InlineData(@"(a+)+$")]
    [InlineData(@"(a|aa)+$")]
    [InlineData(@"(a|a)*b")]
    [InlineData(@"(.*)(.*)(.*)(.*)x")]
    [InlineData(@"\s+$|\s*\n|a*a*a*a*b")]
    [InlineData(@"(?=(a+)+b)a")]
    [InlineData(@"(?=.*)a")]
    [InlineData(@"(?=(?:a|aa)*)a")]
    [InlineData(@"(?>a*)b|(?>\s*)b")]
    [InlineData(@"(?>(?:aa|a)*)b")]
    [InlineData(@"(?!a*b)a|(?!\s*b)\s")]
    [InlineData(@"a++b|\s++b")]
    [InlineData(@"(?:a*?b|\s*?b)")]
    [InlineData(@"\s+(?!\S)|\s+|\s*[\r\n]+")]
    [InlineData(@"((a*)*)*b")]
    [InlineData(@"(a{0,8}){0,3}b")]
    public void NoPatternTakesLong(string pattern)
    {
        TextPattern own = new(pattern);
        foreach (char c in "a \n")
        {
            string text = new(c, 100_000);
            long start = Stopwatch.GetTimestamp();
            PatternMatches matches = own.Matches(text);
            while (matches.MoveNext()) { }
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            output.WriteLine($"{pattern} on {(int)c}: {took.TotalMilliseconds:F0} ms");
            Assert.True(took < TimeSpan.FromSeconds(3), $"{took}");
        }
    }

    private static List<string> Matches(TextPattern pattern, string text)
    {
        List<string> found = [];
        PatternMatches matches = pattern.Matches(text);
        while (matches.MoveNext()) found.Add(text[matches.Start..matches.End]);
        return found;
    }

    private static string RandomPattern(Random random, int depth)
    {
        string atom = depth == 0 || random.Next(3) == 0
            ? new[] { "a", "b", "c", " ", ".", "[ab]", "[^a]", @"\s", @"\S", @"\b" }[random.Next(10)]
            : random.Next(8) switch
            {
                0 => $"(?:{RandomPattern(random, depth - 1)}|{RandomPattern(random, depth - 1)})",
                1 => $"(?={RandomPattern(random, depth - 1)})",
                2 => $"(?!{RandomPattern(random, depth - 1)})",
                3 => $"(?:{RandomPattern(random, depth - 1)})?",
                4 => $"(?<!{"ab c"[random.Next(4)]})",
                5 => RandomPattern(random, depth - 1) + RandomPattern(random, depth - 1),
                _ => $"(?:{RandomPattern(random, depth - 1)})",
            };
        if (atom.EndsWith('b') && atom.StartsWith('\\')) return atom;
        if (atom.StartsWith("(?=", StringComparison.Ordinal) || atom.StartsWith("(?!", StringComparison.Ordinal) || atom.StartsWith("(?<", StringComparison.Ordinal)) return atom;
        // Where a round may use up nothing, .NET counts rounds otherwise, and misses some.
        if (PatternParser.Parse(atom).CanBeEmpty()) return atom.Length > 1 ? $"(?:{atom})" : atom;
        // A group that captures: of one that does not, and holds a loop alone, .NET makes one loop with the loop around it ("(?:a+){2}" is "a{2,}"), which tries what is in it in another order.
        string group = atom.Length == 1 ? atom : $"({atom})";
        return group + new[] { "", "", "", "*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}" }[random.Next(11)];
    }
}

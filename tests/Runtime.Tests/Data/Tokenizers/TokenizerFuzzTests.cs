using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using ModelGen.Data;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Weights;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

/// <summary>Files that were changed at random, and random texts over all planes. MODELGEN_TOKENIZER_FUZZ is the number of files, 1,000 where it is not given; MODELGEN_FUZZ_SEED begins where a failure was.</summary>
public sealed class TokenizerFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-1", "1", "7", "300", "4194303", "4194304", "1e300", "\"\"", "\"a\"", "\" \"", "\"\\t\"", "\"▁\"", "\"é\"", "\"😀\"", "\"<s>\"", "\"(a+)+$\"", "\"\\\\s+\"", "\"\\\\p{L}*\"", "\"(a|a)*b\"", "[]", "[[]]", "{}", "[\"a\"]", "[\"a\",\"b\",\"c\"]",
        "{\"type\":\"NFC\"}", "{\"type\":\"NFKD\"}", "{\"type\":\"Lowercase\"}", "{\"type\":\"Prepend\",\"prepend\":\"▁\"}", "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"a*\"},\"content\":\"aa\"}", "{\"type\":\"Digits\",\"individual_digits\":true}",
        "{\"type\":\"Metaspace\",\"replacement\":\"▁\"}", "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a+)+$|\\\\s*x\"},\"behavior\":\"Removed\",\"invert\":true}", "{\"type\":\"Split\",\"pattern\":{\"String\":\" \"},\"behavior\":\"MergedWithNext\"}",
        "{\"id\":700,\"content\":\" \\t\",\"lstrip\":true,\"rstrip\":true}", "{\"id\":701,\"content\":\" \",\"normalized\":true}", "{\"id\":702,\"content\":\"aa\",\"single_word\":true}", "{\"id\":703,\"content\":\"a\",\"lstrip\":true,\"special\":true}",
        "\"Isolated\"", "\"Contiguous\"", "\"MergedWithPrevious\"", "\"BPE\"", "\"ByteLevel\"", "\"NFKC\"", "\"Whitespace\"", "\"BertPreTokenizer\"", "\"BertNormalizer\"", "\"Fuse\"", "\"ByteFallback\"",
    ];

    [Fact]
    public void ChangedFilesLoadAndSaveOrAreRefused()
    {
        int count = Number("MODELGEN_TOKENIZER_FUZZ", 1000), first = Number("MODELGEN_FUZZ_SEED", Environment.TickCount & 0xFFFFFFF), loaded = 0;
        output.WriteLine($"seeds from {first}, {count} files");
        string[] files = [.. TokenizerCases.Names.Select(name => TokenizerCases.FileOf(TokenizerCases.Get(name)).ToJsonString())];
        JsonMutants mutants = new(s_values);
        (TimeSpan Took, int Seed) worst = default;
        for (int seed = first; seed < first + count; seed++)
        {
            Random random = new(seed);
            string json = mutants.Change(files[random.Next(files.Length)], random);
            TokenPipeline pipeline;
            try
            {
                pipeline = TokenizerFile.Parse("changed", Encoding.UTF8.GetBytes(json), TokenizerCases.Read);
            }
            catch (WeightFormatException)
            {
                continue;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {error.GetType().Name} for {json[..Math.Min(json.Length, 2000)]}", error);
            }

            loaded++;
            TokenPipeline again = TokenizerCases.SaveAndRead(pipeline);
            for (int i = 0; i < 3; i++)
            {
                string text = RandomText(random, 40);
                List<int> ids = pipeline.Encode(text);
                Assert.True(ids.SequenceEqual(again.Encode(text)), $"seed {seed}: saved and loaded it encodes '{text}' differently");
                Assert.All(ids, id => Assert.InRange(id, 0, pipeline.Vocabulary - 1));
                pipeline.Decode([.. ids]);
                Assert.All(pipeline.Tokenize(text, text, 2000).Ids, id => Assert.InRange(id, 0, pipeline.Vocabulary - 1));
            }

            if (seed % 20 != 0) continue;
            string equal = string.Concat(Enumerable.Repeat(new[] { "a", " ", "\n", "\t", "1", ".", "▁", "é", "😀", "\u0301", "\uD800" }[random.Next(11)], 100_000));
            TimeSpan best = Time(pipeline, equal);
            if (best > worst.Took) worst = (best, seed);
        }

        output.WriteLine($"{loaded} loaded; slowest for 100,000 equal characters: {worst.Took.TotalMilliseconds:F0} ms (seed {worst.Seed})");
        Assert.True(loaded > count / 20, $"only {loaded} of {count} files loaded");
        Assert.True(worst.Took < TimeSpan.FromSeconds(1), $"seed {worst.Seed}: {worst.Took.TotalSeconds:F2} s for 100,000 equal characters");
    }

    [Fact]
    public void RandomTextsComeBack()
    {
        int count = Number("MODELGEN_TOKENIZER_FUZZ", 1000), seed = Number("MODELGEN_FUZZ_SEED", Environment.TickCount & 0xFFFFFFF);
        output.WriteLine($"seed {seed}, {count} texts");
        Random random = new(seed);
        BpeTokenizer tokenizer = BpeTokenizer.Train([RandomText(random, 4000), "the theme of the other then, then the other"], 500);
        for (int i = 0; i < count; i++)
        {
            string text = RandomText(random, 60);
            Assert.Equal(TokenPipeline.WellFormed(text), tokenizer.Decode(tokenizer.Encode(text)));
            if (i % 10 != 0 || string.IsNullOrWhiteSpace(text)) continue;
            WordTokenizer words = WordTokenizer.Train([text + " a"]);
            int[] ids = words.Encode(text);
            Assert.DoesNotContain(WordTokenizer.Unknown, ids);
            Assert.Equal(ids, words.Encode(text));
        }
    }

    /// <summary>No kind of tokenizer takes long for one character again and again.</summary>
    [Fact]
    public void EqualCharactersTakeNoTime()
    {
        string[] characters = ["a", " ", "\n", "1", "▁", "é", "😀", "\u0301", "日"];
        int next = 0;
        foreach (string name in TokenizerCases.Names)
        {
            TokenPipeline pipeline = TokenizerCases.Read(TokenizerCases.FileOf(TokenizerCases.Get(name)).ToJsonString());
            foreach (string character in new[] { "a", characters[next++ % characters.Length] })
            {
                string text = string.Concat(Enumerable.Repeat(character, 100_000));
                TimeSpan best = Time(pipeline, text);
                Assert.True(best < TimeSpan.FromSeconds(1), $"{name}: {best.TotalSeconds:F2} s for 100,000 of '{character}'");
            }
        }
    }

    // The best of three, where one takes long: other tests run meanwhile.
    private static TimeSpan Time(TokenPipeline pipeline, string text)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 3 && best > TimeSpan.FromSeconds(0.5); i++)
        {
            long start = Stopwatch.GetTimestamp();
            pipeline.Encode(text);
            best = new[] { best, Stopwatch.GetElapsedTime(start) }.Min();
        }

        return best;
    }

    private static string RandomText(Random random, int longest)
    {
        StringBuilder text = new();
        for (int i = random.Next(longest + 1); i > 0; i--)
        {
            int value = random.Next(8) switch
            {
                0 => random.Next(0x110000),
                1 => random.Next(0x10000, 0x20000),
                2 => random.Next(0x300, 0x370),
                3 => random.Next(0x0, 0x400),
                4 => random.Next(0x2000, 0x3100),
                5 => ' ',
                _ => "aeht1\t\n<s>"[random.Next(10)],
            };
            if (value is >= 0xD800 and < 0xE000) text.Append((char)value); // half a pair
            else text.Append(new Rune(value));
        }

        return text.ToString();
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}

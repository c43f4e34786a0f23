using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

/// <summary>What is done with published tokenizers whatever their kind: folders, batches, ranks of tiktoken, conversations.</summary>
public sealed class PretrainedTokenizerTests
{
    private const string Words = """
        {"version":"1.0","truncation":TRUNCATION,"padding":PADDING,"added_tokens":[{"id":0,"content":"[PAD]","special":true},{"id":1,"content":"[CLS]","special":true},{"id":2,"content":"[SEP]","special":true}],"normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},
        "post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},"decoder":null,"model":{"type":"WordLevel","unk_token":"[UNK]","vocab":{"[PAD]":0,"[CLS]":1,"[SEP]":2,"[UNK]":3,"a":4,"b":5,"c":6,"d":7}}}
        """;

    [Fact]
    public void ABatchIsPaddedToItsLongest()
    {
        PretrainedTokenizer tokenizer = Load();
        TokenizedBatch batch = tokenizer.TokenizeBatch(["a b c", "d"]);
        Assert.Equal([2, 5], batch.Ids.Lengths);
        Assert.Equal([1, 4, 5, 6, 2, 1, 7, 2, 0, 0], batch.Ids.ToArray());
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 0, 0], batch.Mask.ToArray());
        batch = tokenizer.TokenizeBatch(["a", "b"], new EncodingOptions { PadTo = 4, PadToMultipleOf = 3, PadsStart = true, PaddingId = 7, PaddingType = 5 });
        Assert.Equal([2, 6], batch.Ids.Lengths);
        Assert.Equal([7, 7, 7, 1, 4, 2, 7, 7, 7, 1, 5, 2], batch.Ids.ToArray());
        Assert.Equal([5, 5, 5, 0, 0, 0, 5, 5, 5, 0, 0, 0], batch.Types.ToArray());
        batch = tokenizer.TokenizeBatch([("a", "b c"), ("d", "d")]);
        Assert.Equal([1, 4, 2, 5, 6, 2, 1, 7, 2, 7, 2, 0], batch.Ids.ToArray());
        Assert.Throws<ArgumentException>(() => tokenizer.TokenizeBatch(Array.Empty<string>()));
    }

    [Fact]
    public void TextsAreCutWhereAndHowTheOptionsSay()
    {
        PretrainedTokenizer tokenizer = Load();
        Assert.Equal([1, 4, 5, 2], tokenizer.Tokenize("a b c d", options: new EncodingOptions { Maximum = 4 }).Ids);
        TokenizedText end = tokenizer.Tokenize("a b c d", options: new EncodingOptions { Maximum = 4, TruncationSide = TruncationSide.Start });
        Assert.Equal([1, 6, 7, 2], end.Ids);
        Assert.Equal([new(-1, 0, 0), new(0, 4, 5), new(0, 6, 7), new(-1, 0, 0)], end.Offsets);
        Assert.Equal([1, 4, 2, 5, 6, 7, 2], tokenizer.Tokenize("a b c", "b c d", new EncodingOptions { Maximum = 7, TruncationOrder = TruncationOrder.OnlyFirst }).Ids);
        Assert.Equal([1, 4, 5, 6, 2, 5, 2], tokenizer.Tokenize("a b c", "b c d", new EncodingOptions { Maximum = 7, TruncationOrder = TruncationOrder.OnlySecond }).Ids);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Tokenize("a b c", "b", new EncodingOptions { Maximum = 4, TruncationOrder = TruncationOrder.OnlySecond }));
    }

    /// <summary>As the tokenizers library overflows: windows of what is left beside marks, by that less the stride.</summary>
    [Fact]
    public void ALongTextIsWindows()
    {
        PretrainedTokenizer tokenizer = Load();
        EncodingOptions options = new() { Maximum = 5, Stride = 1 };
        Assert.Equal([[1, 4, 5, 6, 2], [1, 6, 7, 4, 2], [1, 4, 5, 2]], tokenizer.TokenizeWindows("a b c d a b", options: options).Select(window => window.Ids));
        Assert.Equal([[1, 7, 4, 5, 2], [1, 5, 6, 7, 2], [1, 4, 5, 2]], tokenizer.TokenizeWindows("a b c d a b", options: options with { TruncationSide = TruncationSide.Start }).Select(window => window.Ids));
        Assert.Equal([new(-1, 0, 0), new(0, 4, 5), new(0, 6, 7), new(0, 8, 9), new(-1, 0, 0)], tokenizer.TokenizeWindows("a b c d a b", options: options)[1].Offsets);
        Assert.Equal([[1, 4, 5, 6, 2]], tokenizer.TokenizeWindows("a b c", options: options).Select(window => window.Ids));
        Assert.Equal([[1, 4, 5, 6, 2], [1, 7, 2]], tokenizer.TokenizeWindows("a b c d", options: options with { Stride = 0 }).Select(window => window.Ids));
        Assert.Equal([[1, 4, 2, 5, 6, 2], [1, 4, 2, 6, 7, 2]], tokenizer.TokenizeWindows("a", "b c d", new() { Maximum = 6, Stride = 1, TruncationOrder = TruncationOrder.OnlySecond }).Select(window => window.Ids));
        Assert.Equal([[1, 5, 6, 2, 4, 2], [1, 6, 7, 2, 4, 2]], tokenizer.TokenizeWindows("b c d", "a", new() { Maximum = 6, Stride = 1, TruncationOrder = TruncationOrder.OnlyFirst }).Select(window => window.Ids));
        Assert.Throws<ArgumentException>(() => tokenizer.TokenizeWindows("a b c", "b c d", options));
        Assert.Contains("room for 3 ids", Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.TokenizeWindows("a b c d", options: options with { Stride = 3 })).Message, StringComparison.Ordinal);
        Assert.Equal([2, 2], Load("""{"max_length":4,"strategy":"LongestFirst","stride":1}""").TokenizeWindows("a b c").Select(window => window.Ids.Length - 2));
    }

    [Fact]
    public void TheFilesOwnOptionsCountWhereNoneAreGiven()
    {
        PretrainedTokenizer tokenizer = Load("""{"direction":"Left","max_length":4,"strategy":"LongestFirst","stride":0}""", """{"strategy":{"Fixed":6},"direction":"Left","pad_to_multiple_of":null,"pad_id":3,"pad_type_id":1,"pad_token":"[UNK]"}""");
        TokenizedBatch batch = tokenizer.TokenizeBatch(["a b c d"]);
        Assert.Equal([3, 3, 1, 6, 7, 2], batch.Ids.ToArray());
        Assert.Equal([1, 1, 0, 0, 0, 0], batch.Types.ToArray());
    }

    [Theory]
    [InlineData("""{"max_length":4,"direction":"Up"}""", "null", "direction 'Up'")]
    [InlineData("""{"max_length":4,"strategy":"Shortest"}""", "null", "strategy 'Shortest'")]
    [InlineData("""{"max_length":-4}""", "null", "outside [0,")]
    [InlineData("null", """{"strategy":{"Fixed":99999999999}}""", "outside [0,")]
    public void OptionsThatAreNotKnownAreRefused(string truncation, string padding, string message) =>
        Assert.Contains(message, Assert.Throws<WeightFormatException>(() => Load(truncation, padding)).Message, StringComparison.Ordinal);

    [Fact]
    public void TokensComeBack()
    {
        PretrainedTokenizer tokenizer = Load();
        Assert.Equal("[CLS] a b [SEP]", tokenizer.Decode([1, 4, 5, 2]));
        Assert.Equal("a b", tokenizer.Decode([1, 4, 5, 2], skipsSpecial: true));
        Assert.Equal((4, null, "d"), (tokenizer.Id("a"), tokenizer.Id("e"), tokenizer.Token(7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Token(8));
    }

    [Fact]
    public void AFolderHasItsChatTemplate()
    {
        using TemporaryFolder folder = new();
        string path = Path.GetDirectoryName(folder["x"])!;
        Assert.Throws<FileNotFoundException>(() => PretrainedTokenizer.Load(path));
        File.WriteAllText(folder["tokenizer.json"], Json("null", "null"));
        Assert.Throws<InvalidOperationException>(() => PretrainedTokenizer.Load(path).ApplyChatTemplate([]));
        File.WriteAllText(folder["tokenizer_config.json"], """{"bos_token":{"content":"[CLS]"},"eos_token":"[SEP]","chat_template":[{"name":"tools","template":"b"},{"name":"default","template":"{{ bos_token }} {% for m in messages %}{{ m.content }} {% endfor %}"}]}""");
        Assert.Equal([1, 4, 5], PretrainedTokenizer.Load(path).ApplyChatTemplate([new ChatMessage("user", "a"), new ChatMessage("assistant", "b")]));
        File.WriteAllText(folder["chat_template.jinja"], "{{ messages | length }} {{ eos_token if add_generation_prompt }}");
        Assert.Equal([3, 2], PretrainedTokenizer.Load(path).ApplyChatTemplate([new ChatMessage("user", "a")]));
        File.WriteAllText(folder["chat_template.jinja"], "{% if %}");
        Assert.Throws<ChatTemplateException>(() => PretrainedTokenizer.Load(path));
    }

    /// <summary>tiktoken merges the neighbours whose join has the least rank; the oracle tries all of them at each turn, as its own does.</summary>
    [Fact]
    public void RanksOfTiktokenMergeAsItsOwnDo()
    {
        Random random = new(1);
        List<byte[]> tokens = [.. Enumerable.Range(0, 256).Select(value => (byte[])[(byte)value])];
        HashSet<string> known = [.. tokens.Select(Convert.ToHexString)];
        while (tokens.Count < 700)
        {
            byte[] joined = [.. tokens[random.Next(tokens.Count)], .. tokens[random.Next(3) == 0 ? random.Next(tokens.Count) : 97 + random.Next(4)]];
            if (joined.Length <= 12 && known.Add(Convert.ToHexString(joined))) tokens.Add(joined);
        }

        Dictionary<string, int> ranks = tokens.Select((token, id) => (Key: Convert.ToHexString(token), id)).ToDictionary(pair => pair.Key, pair => pair.id);
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["ranks.tiktoken"], tokens.Select((token, id) => $"{Convert.ToBase64String(token)} {id}"));
        PretrainedTokenizer tokenizer = PretrainedTokenizer.LoadTiktoken(folder["ranks.tiktoken"], TiktokenEncoding.Cl100kBase with { Special = new Dictionary<string, int> { ["<|end|>"] = 800 } });
        for (int i = 0; i < 300; i++)
        {
            string word = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => "aaabbcdé"[random.Next(8)]));
            Assert.Equal(Oracle(Encoding.UTF8.GetBytes(word)), tokenizer.Encode(word));
            Assert.Equal(word + " <|end|>", tokenizer.Decode(tokenizer.Encode(word + " <|end|>")));
        }

        Assert.Equal(800, tokenizer.Encode("a<|end|>")[^1]);

        int[] Oracle(byte[] word)
        {
            if (ranks.TryGetValue(Convert.ToHexString(word), out int whole)) return [whole];
            List<byte[]> parts = [.. word.Select(value => (byte[])[value])];
            while (true)
            {
                (int Rank, int At) best = (int.MaxValue, 0);
                for (int i = 1; i < parts.Count; i++)
                {
                    if (ranks.TryGetValue(Convert.ToHexString([.. parts[i - 1], .. parts[i]]), out int rank) && rank < best.Rank) best = (rank, i);
                }

                if (best.At == 0) return [.. parts.Select(part => ranks[Convert.ToHexString(part)])];
                parts[best.At - 1] = [.. parts[best.At - 1], .. parts[best.At]];
                parts.RemoveAt(best.At);
            }
        }
    }

    [Theory]
    [InlineData("IQ== x", "line 1 is not a token in base 64")]
    [InlineData("IQ== 0\nIQ== 1", "line 2 has a token or an id that an earlier one has")]
    [InlineData("IQ== 0", "its ranks have no token for the byte 0x00")]
    [InlineData("IQ== -1", "line 1 is not a token")]
    public void DamagedRanksAreRefused(string content, string message)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["ranks"], content);
        Assert.Contains(message, Assert.Throws<WeightFormatException>(() => PretrainedTokenizer.LoadTiktoken(folder["ranks"], TiktokenEncoding.Cl100kBase)).Message, StringComparison.Ordinal);
    }

    private static string Json(string truncation, string padding) => Words.Replace("TRUNCATION", truncation, StringComparison.Ordinal).Replace("PADDING", padding, StringComparison.Ordinal);

    private static PretrainedTokenizer Load(string truncation = "null", string padding = "null")
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["tokenizer.json"], Json(truncation, padding));
        return PretrainedTokenizer.Load(folder["tokenizer.json"]);
    }
}

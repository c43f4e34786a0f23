using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

/// <summary>Targets at tokens: answers behind prompts, conversations, hidden words.</summary>
public sealed class TokenTargetTests : IDisposable
{
    private const int None = TokenTargetDataset.None;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void PromptsAreNotLearned()
    {
        TokenTargetDataset data = TokenTargetDataset.Instructions([([5, 6, 7], [8, 9]), ([4], [3])], maximumLength: 10, padding: 1, batch: 2, shuffle: false);
        Batch<int, int> batch = new();
        Assert.True(data.Next(batch));
        Assert.Equal([5, 6, 7, 8, 4, 1, 1, 1], batch.Input.ToArray());
        Assert.Equal([None, None, 8, 9, 3, None, None, None], batch.Target.ToArray());
        Assert.False(data.Next(batch));
        Assert.True(data.Next(batch));
        Assert.Contains("Sequence 0 has no target among its first 2 tokens", Assert.Throws<ArgumentException>(() => TokenTargetDataset.Instructions([([5, 6, 7], [8, 9])], 2, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Example 0 has 1 tokens", Assert.Throws<ArgumentException>(() => TokenTargetDataset.Instructions([([], [8])], 2, 1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShortExamplesStandSideBySide()
    {
        TokenTargetDataset data = TokenTargetDataset.Instructions([([5], [6]), ([7, 8, 9], [4, 4]), ([5, 7], [8, 6]), ([9], [9])], maximumLength: 6, padding: 1, batch: 4), packed = data.Pack(separator: 2, batch: 4, shuffle: false);
        Batch<int, int> batch = new();
        Assert.True(packed.Next(batch));
        Assert.Equal(2, packed.Examples);
        Assert.Equal([7, 8, 9, 4, 2, 5, 5, 7, 8, 2, 9, 1], batch.Input.ToArray());
        Assert.Equal([None, None, 4, 4, None, 6, None, 8, 6, None, 9, None], batch.Target.ToArray());
        Assert.Contains("Sequence 1 has the separator 8 before its end", Assert.Throws<ArgumentException>(() => data.Pack(8, 1)).Message, StringComparison.Ordinal);

        // Many of random lengths: none is lost, no row is too long, and of two rows the shorter one does not go into the other.
        Random random = new(3);
        int[][] texts = [.. Enumerable.Range(0, 3000).Select(_ => Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(3, 100)).ToArray())];
        TokenTargetDataset many = new TokenTargetDataset(texts, texts, 50, 0, 1).Pack(separator: 2, batch: 1000, shuffle: false);
        List<int[]> found = [], rows = [];
        while (many.Next(batch))
        {
            int length = batch.Input.Length / batch.Examples;
            for (int row = 0; row < batch.Examples; row++) rows.Add([.. batch.Input.Slice(row * length, length).ToArray().Where(id => id != 0)]);
        }

        foreach (int[] row in rows)
        {
            Assert.InRange(row.Length, 1, 50);
            for (int from = 0, to; from < row.Length; from = to + 1)
            {
                to = Array.IndexOf(row, 2, from) is >= 0 and var end ? end : row.Length;
                found.Add(row[from..to]);
            }
        }

        Assert.Equal(texts.Select(text => string.Join(' ', text)).Order(), found.Select(text => string.Join(' ', text)).Order());
        Assert.True(rows.Count(row => row.Length <= 24) <= 1, "two rows would go into one");
    }

    [Fact]
    public void AssistantsAreLearned()
    {
        PretrainedTokenizer tokenizer = Tokenizer();
        tokenizer.ChatTemplate = new ChatTemplate("{% for m in messages %}<{{ m.role }}>{{ m.content }}</s>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}");
        ChatMessage[] talk = [new("user", "ab"), new("assistant", "c"), new("user", "b"), new("assistant", "ca")];
        TokenTargetDataset data = TokenTargetDataset.Conversations(tokenizer, [talk], maximumLength: 100, padding: 0, batch: 1);
        Batch<int, int> batch = new();
        Assert.True(data.Next(batch));
        int[] whole = tokenizer.ApplyChatTemplate(talk, addGenerationPrompt: false);
        Assert.Equal(whole[..^1], batch.Input.ToArray());
        Assert.Equal("c</s>ca</s>", tokenizer.Decode([.. batch.Target.ToArray().Where(id => id != None)]).Replace(" ", "", StringComparison.Ordinal));
        tokenizer.ChatTemplate = new ChatTemplate("{% for m in messages[::-1] %}{{ m.content }}{% endfor %}");
        Assert.Contains("Conversation 0", Assert.Throws<DataFormatException>(() => TokenTargetDataset.Conversations(tokenizer, [talk], 100, 0, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WordsAreHidden()
    {
        const int Mask = 3, Vocabulary = 1000, Padding = 0, First = 1, Last = 2;
        Random random = new(1);
        int[][] sequences = [.. Enumerable.Range(0, 200).Select(i => (int[])[First, .. Enumerable.Range(0, 10 + (i % 30)).Select(_ => random.Next(10, Vocabulary)), Last])];
        MaskedTokenDataset data = new(sequences, Mask, Vocabulary, [First, Last], maximumLength: 32, Padding, batch: 16, shuffle: false, seed: 7);
        Batch<int, int> batch = new();
        List<int[]> epochs = [];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            int words = 0, chosen = 0, masked = 0, kept = 0, row = 0;
            List<int> inputs = [];
            while (data.Next(batch))
            {
                int length = batch.Input.Length / Math.Min(16, 200 - row);
                for (int first = 0; first < batch.Input.Length; first += length, row++)
                {
                    int[] input = batch.Input.Slice(first, length).ToArray(), target = batch.Target.Slice(first, length).ToArray(), own = sequences[row];
                    Assert.Contains(target, id => id != None);
                    for (int i = 0; i < length; i++)
                    {
                        int real = i < own.Length ? own[i] : Padding;
                        if (real >= 10) words++;
                        if (target[i] == None) Assert.Equal(real, input[i]);
                        else
                        {
                            Assert.True(real >= 10);
                            Assert.Equal(real, target[i]);
                            chosen++;
                            masked += input[i] == Mask ? 1 : 0;
                            kept += input[i] == real ? 1 : 0;
                        }
                    }

                    inputs.AddRange(input);
                }
            }

            Assert.InRange(chosen / (double)words, 0.12, 0.19);
            Assert.InRange(masked / (double)chosen, 0.73, 0.87);
            Assert.InRange(kept / (double)chosen, 0.05, 0.16);
            epochs.Add([.. inputs]);
        }

        Assert.NotEqual(epochs[0], epochs[1]);
        data.Position = new DataPosition(7, 0);
        Assert.True(data.Next(batch));
        Assert.Equal(epochs[0][..batch.Input.Length], batch.Input.ToArray());
        Assert.Contains("Sequence 0 has no token that may be hidden", Assert.Throws<ArgumentException>(() => new MaskedTokenDataset([[First, Last]], Mask, Vocabulary, [First, Last], 8, 0, 1)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // One token for each character.
    private PretrainedTokenizer Tokenizer()
    {
        Dictionary<string, int> words = [];
        foreach (char c in "abc</>usertin") words.TryAdd(c.ToString(), words.Count);
        string path = _folder["tokenizer.json"];
        System.IO.File.WriteAllText(path, JsonSerializer.Serialize(new { version = "1.0", model = new { type = "BPE", vocab = words, merges = Array.Empty<string>() } }));
        return PretrainedTokenizer.Load(path);
    }
}

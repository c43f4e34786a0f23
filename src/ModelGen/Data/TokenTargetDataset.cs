using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Data;

/// <summary>Token sequences with a target at each token: the next one of an answer, or a label of a word. Batches are padded to their longest sequence, longer ones than the maximum are cut.</summary>
public sealed class TokenTargetDataset : IDataSource<int, int>
{
    /// <summary>The target of a token about which nothing is asked; <see cref="Loss.CrossEntropy"/> passes it over.</summary>
    public const int None = -100;

    private readonly IReadOnlyList<int[]> _sequences, _targets;
    private readonly SequenceOrder _order;

    /// <summary>Keeps the sequences, without a copy.</summary>
    /// <param name="sequences">The token ids of each example.</param>
    /// <param name="targets">For each token a class, or <see cref="None"/>.</param>
    /// <param name="maximumLength">Longer sequences lose their end: the model's Context.</param>
    /// <param name="padding">The id behind the end of shorter ones: the model's Padding.</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="ArgumentException">No examples, an empty sequence, other targets than tokens, or a sequence of which no target is left.</exception>
    public TokenTargetDataset(IReadOnlyList<int[]> sequences, IReadOnlyList<int[]> targets, int maximumLength, int padding, int batch, bool shuffle = true, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(targets);
        (_sequences, _targets, _order) = (sequences, targets, new SequenceOrder(sequences, maximumLength, padding, batch, shuffle, seed));
        if (targets.Count != sequences.Count) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {sequences.Count} sequences and targets of {targets.Count}"), nameof(targets));
        for (int i = 0; i < sequences.Count; i++)
        {
            if (targets[i].Length != sequences[i].Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {i} has {sequences[i].Length} tokens and {targets[i].Length} targets"), nameof(targets));
            if (!targets[i].AsSpan(0, Math.Min(maximumLength, targets[i].Length)).ContainsAnyExcept(None))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {i} has no target among its first {maximumLength} tokens: leave the example out, or cut its beginning"), nameof(targets));
        }
    }

    /// <summary>The number of examples.</summary>
    public int Examples => _sequences.Count;

    /// <summary>Longer sequences lose their end.</summary>
    public int MaximumLength => _order.MaximumLength;

    /// <summary>The id behind the end of shorter ones.</summary>
    public int Padding => _order.Padding;

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch => _order.BatchesPerEpoch;

    long? IDataSource<Batch<int, int>>.BatchesPerEpoch => BatchesPerEpoch;

    /// <inheritdoc/>
    public DataPosition Position
    {
        get => _order.Position;
        set => _order.Position = value;
    }

    /// <summary>Questions and answers for a causal model: it reads both and learns the next token of answers alone.</summary>
    /// <param name="examples">Prompts, with what stands around them, and the answers with the token that ends them.</param>
    /// <inheritdoc cref="TokenTargetDataset(IReadOnlyList{int[]}, IReadOnlyList{int[]}, int, int, int, bool, ulong)"/>
    public static TokenTargetDataset Instructions(IEnumerable<(int[] Prompt, int[] Answer)> examples, int maximumLength, int padding, int batch, bool shuffle = true, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return Shifted(examples.Select(example => ((int[])[.. example.Prompt, .. example.Answer], (bool[])[.. new bool[example.Prompt.Length], .. Enumerable.Repeat(true, example.Answer.Length)])), maximumLength, padding, batch, shuffle, seed);
    }

    /// <summary>Conversations, rendered by the tokenizer's chat template: the model learns what the assistant says.</summary>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="conversations">Each with at least one message of the role <c>assistant</c>.</param>
    /// <exception cref="DataFormatException">The template does not write a conversation as the beginning of a longer one, so that nobody can tell answers from prompts.</exception>
    /// <inheritdoc cref="TokenTargetDataset(IReadOnlyList{int[]}, IReadOnlyList{int[]}, int, int, int, bool, ulong)"/>
    public static TokenTargetDataset Conversations(PretrainedTokenizer tokenizer, IEnumerable<IReadOnlyList<ChatMessage>> conversations, int maximumLength, int padding, int batch, bool shuffle = true, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(conversations);
        return Shifted(conversations.Select((messages, i) => Rendered(tokenizer, messages, i)), maximumLength, padding, batch, shuffle, seed);
    }

    /// <summary>
    /// The same examples side by side, as many as go into a row of <see cref="MaximumLength"/>: less padding is computed. For a model whose <c>Separator</c> keeps the texts of a row apart.
    /// </summary>
    /// <param name="separator">The id behind each text but the last: the model's. About it nothing is asked.</param>
    /// <param name="batch">Rows per batch.</param>
    /// <param name="shuffle">Whether each epoch has its own order of rows.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="ArgumentException">An example has the separator before its end: then it would be two.</exception>
    /// <remarks>The longest example first, each into the fullest row that has room for it.</remarks>
    public TokenTargetDataset Pack(int separator, int batch, bool shuffle = true, ulong seed = 0)
    {
        List<PackedRow> rows = [];
        Stack<PackedRow>[] byRoom = [.. Enumerable.Range(0, MaximumLength + 1).Select(_ => new Stack<PackedRow>())];
        foreach (int example in Enumerable.Range(0, Examples).OrderByDescending(i => _sequences[i].Length))
        {
            ReadOnlySpan<int> ids = _sequences[example].AsSpan(0, Math.Min(_sequences[example].Length, MaximumLength));
            if (ids[..^1].Contains(separator)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {example} has the separator {separator} before its end: choose an id that texts do not have"), nameof(separator));
            int room = ids.Length;
            while (room < byRoom.Length && byRoom[room].Count == 0) room++;
            if (room == byRoom.Length) rows.Add(new PackedRow(MaximumLength, separator));
            PackedRow row = room == byRoom.Length ? rows[^1] : byRoom[room].Pop();
            row.Add(ids, _targets[example].AsSpan(0, ids.Length));
            byRoom[row.Room].Push(row);
        }

        return new([.. rows.Select(row => row.Ids)], [.. rows.Select(row => row.Targets)], MaximumLength, Padding, batch, shuffle, seed);
    }

    /// <inheritdoc/>
    public bool Next(Batch<int, int> batch)
    {
        if (!_order.Next(batch, out ReadOnlySpan<int> examples, out _)) return false;
        int length = batch.Target.Length / examples.Length;
        for (int row = 0; row < examples.Length; row++)
        {
            ReadOnlySpan<int> targets = _targets[examples[row]];
            targets[..Math.Min(targets.Length, length)].CopyTo(batch.Target[(row * length)..]);
        }

        return true;
    }

    // A token is the target of the one before it.
    private static TokenTargetDataset Shifted(IEnumerable<(int[] Ids, bool[] IsAnswer)> examples, int maximumLength, int padding, int batch, bool shuffle, ulong seed)
    {
        List<int[]> inputs = [], targets = [];
        foreach ((int[] ids, bool[] isAnswer) in examples)
        {
            if (ids.Length < 2) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Example {inputs.Count} has {ids.Length} tokens: a prompt and an answer have two or more"), nameof(examples));
            inputs.Add(ids[..^1]);
            targets.Add([.. Enumerable.Range(1, ids.Length - 1).Select(i => isAnswer[i] ? ids[i] : None)]);
        }

        return new TokenTargetDataset(inputs, targets, maximumLength, padding, batch, shuffle, seed);
    }

    private static (int[] Ids, bool[] IsAnswer) Rendered(PretrainedTokenizer tokenizer, IReadOnlyList<ChatMessage> messages, int place)
    {
        int[] whole = tokenizer.ApplyChatTemplate(messages, addGenerationPrompt: false);
        bool[] isAnswer = new bool[whole.Length];
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role != "assistant") continue;
            int[] before = tokenizer.ApplyChatTemplate([.. messages.Take(i)]), after = tokenizer.ApplyChatTemplate([.. messages.Take(i + 1)], addGenerationPrompt: false);
            if (!after.AsSpan().StartsWith(before) || !whole.AsSpan().StartsWith(after))
                throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"Conversation {place}: the chat template does not write its first {i + 1} messages as the beginning of the whole: cut prompts and answers yourself, and use Instructions"));
            isAnswer.AsSpan(before.Length, after.Length - before.Length).Fill(true);
        }

        return (whole, isAnswer);
    }
}

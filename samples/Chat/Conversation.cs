using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using ModelGen.Data;
using ModelGen.Decoding;

namespace ChatSample;

/// <summary>Questions and answers, each rendered by the checkpoint's own template.</summary>
internal sealed class Conversation
{
    private readonly PretrainedTokenizer _tokenizer;
    private readonly TokenDecoder _decoder;
    private readonly SamplingOptions _sampling;
    private readonly int _length;
    private readonly List<ChatMessage> _messages = [];

    private Conversation(PretrainedTokenizer tokenizer, TokenDecoder decoder, SamplingOptions sampling, int length) =>
        (_tokenizer, _decoder, _sampling, _length) = (tokenizer, decoder, sampling, length);

    /// <exception cref="DataFormatException">The tokenizer is another model's, or has no template.</exception>
    /// <exception cref="ModelGen.Weights.WeightFormatException">The weights are another model's.</exception>
    public static Conversation Begin(string folder, string? system, SamplingOptions sampling, int length)
    {
        if (!Directory.Exists(folder)) throw new DataFormatException($"There is no folder '{folder}': download a checkpoint, and name its folder");
        PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(folder);
        if (tokenizer.ChatTemplate is null) throw new DataFormatException($"The tokenizer of '{folder}' has no chat template: name the folder of a model that was trained for conversations (\"instruct\")");
        Stopwatch clock = Stopwatch.StartNew();
        ChatModel model = new(folder);
        TokenDecoder decoder = model.CreateDecoder();
        if (tokenizer.Vocabulary > decoder.Vocabulary) throw new DataFormatException($"The tokenizer of '{folder}' has {tokenizer.Vocabulary} tokens and the model {decoder.Vocabulary}: they belong to different checkpoints");
        Console.WriteLine(FormattableString.Invariant($"{ChatModel.Info.Parameters / 1e6:0.0} million parameters, read in {clock.Elapsed.TotalSeconds:0.0} s"));
        Conversation conversation = new(tokenizer, decoder, sampling with { StopSequences = StopTokens.Of(folder, tokenizer) }, length);
        if (system is not null) conversation._messages.Add(new ChatMessage("system", system));
        return conversation;
    }

    /// <summary>Until an empty line, or the end of the input.</summary>
    public void Talk()
    {
        for (Console.Write("> "); Console.ReadLine() is { Length: > 0 } line; Console.Write("> ")) Answer(line);
    }

    /// <summary>Writes the answer while it comes, and keeps it for the next one.</summary>
    public void Answer(string question)
    {
        _messages.Add(new ChatMessage("user", question));
        int[] prompt = _tokenizer.ApplyChatTemplate(_messages);
        List<int> written = [];
        string shown = "";
        Stopwatch clock = Stopwatch.StartNew();
        _decoder.Generate(prompt, _length, _sampling, token =>
        {
            written.Add(token);

            // A character may be several tokens: what is not whole yet waits.
            string text = _tokenizer.Decode(written.ToArray(), skipsSpecial: true);
            if (text.EndsWith('\uFFFD')) return true;
            Console.Write(text[Math.Min(shown.Length, text.Length)..]);
            shown = text;
            return true;
        });
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"[{prompt.Length} tokens read, {written.Count} written, {(prompt.Length + written.Count) / clock.Elapsed.TotalSeconds:0.0} a second]"));
        _messages.Add(new ChatMessage("assistant", shown));
    }
}

using System;
using System.Collections.Generic;
using ModelGen.Decoding;

namespace ModelGen.Runtime.Tests.Decoding;

/// <summary>A decoder whose logits favour (last token + 1) mod vocabulary, and that records what it is asked.</summary>
internal sealed class ScriptedDecoder(int context, int vocabulary) : TokenDecoder
{
    private readonly float[] _logits = new float[vocabulary];
    private int _position;

    public List<int[]>? Calls { get; set; }

    public override int Context => context;

    public override int Vocabulary => vocabulary;

    public override int Position => _position;

    public override void Reset() => _position = 0;

    public override ReadOnlySpan<float> Append(scoped ReadOnlySpan<int> tokens)
    {
        CheckAppend(tokens, "Scripted");
        Calls?.Add(tokens.ToArray());
        _position += tokens.Length;
        for (int i = 0; i < _logits.Length; i++) _logits[i] = i % 3;
        _logits[(tokens[^1] + 1) % Vocabulary] = 4;
        return _logits;
    }
}

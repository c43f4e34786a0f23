using System;
using ModelGen.Cpu;
using ModelGen.Decoding;

namespace ModelGen.Runtime.Tests.Decoding;

/// <summary>A decoder with a pass over branches, whose logits follow from a text's last token.</summary>
internal sealed class BranchingDecoder(int context, int vocabulary) : TokenDecoder
{
    private readonly float[] _logits = new float[vocabulary];
    private int _position;

    public override int Context => context;

    public override int Vocabulary => vocabulary;

    public override int Position => _position;

    protected override long BranchFloats => 0;

    public override void Reset() => _position = 0;

    public override ReadOnlySpan<float> Append(scoped ReadOnlySpan<int> tokens)
    {
        CheckAppend(tokens, "Branching");
        _position += tokens.Length;
        Fill(tokens[^1], _logits);
        return _logits;
    }

    protected override void DecodeBranches(ReadOnlySpan<int> tokens, Branches branches, Span<float> logits)
    {
        for (int i = 0; i < tokens.Length; i++) Fill(tokens[i], logits.Slice(i * Vocabulary, Vocabulary));
    }

    private static void Fill(int token, Span<float> logits)
    {
        for (int i = 0; i < logits.Length; i++) logits[i] = ((token * 7) + (i * 13)) % 17 * 0.3f;
    }
}

using System;

namespace ModelGen.Decoding;

/// <summary>Branches of a session that can only be copied: each has a session of its own, and where one goes on from another, what lies behind the shared tokens is copied.</summary>
internal sealed class ForkedBranches : TokenBranches
{
    private readonly TokenDecoder[] _sessions; // one for each text, in the order of the texts
    private readonly float[] _logits;
    private readonly bool[] _isTaken;
    private readonly int[] _from;
    private readonly int _shared;

    public ForkedBranches(TokenDecoder decoder, int width, int length)
        : base(decoder, width, length)
    {
        (_sessions, _isTaken, _from) = (new TokenDecoder[width], new bool[width], new int[width]);
        (_sessions[0], _shared) = (decoder, decoder.Position);
        _logits = new float[checked(width * decoder.Vocabulary)];
    }

    private protected override ReadOnlySpan<float> Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents)
    {
        Assign(parents);
        int vocabulary = Decoder.Vocabulary;
        for (int i = 0; i < tokens.Length; i++) _sessions[i].Append(tokens.Slice(i, 1)).CopyTo(_logits.AsSpan(i * vocabulary));
        return _logits.AsSpan(0, tokens.Length * vocabulary);
    }

    // The first child of a text goes on in its session; others take those of texts without one.
    private void Assign(ReadOnlySpan<int> parents)
    {
        Array.Clear(_isTaken);
        Span<int> sessions = _from.AsSpan(0, parents.Length);
        sessions.Fill(-1);
        for (int i = 0; i < parents.Length; i++)
        {
            if (_isTaken[parents[i]]) continue;
            (_isTaken[parents[i]], sessions[i]) = (true, parents[i]);
        }

        for (int i = 0, free = 0; i < parents.Length; i++)
        {
            if (sessions[i] >= 0) continue;
            while (_isTaken[free]) free++;
            (_isTaken[free], sessions[i]) = (true, free);
            TokenDecoder parent = _sessions[parents[i]];
            if (_sessions[free] is { } session) session.CopyFrom(parent, _shared);
            else _sessions[free] = parent.Fork();
        }

        Order(sessions);
    }

    // Cycle by cycle, without another array.
    private void Order(Span<int> sessions)
    {
        for (int i = 0; i < sessions.Length; i++)
        {
            int from = sessions[i];
            while (from < i) from = sessions[from]; // moved there by an earlier exchange
            (_sessions[i], _sessions[from], sessions[i]) = (_sessions[from], _sessions[i], from);
        }
    }
}

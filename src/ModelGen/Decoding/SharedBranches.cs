using System;
using ModelGen.Cpu;

namespace ModelGen.Decoding;

/// <summary>Branches of a session that has a pass for them: what they share is read where it lies, and a text that goes on from another copies the places of its tokens, not their keys and values.</summary>
internal sealed class SharedBranches : TokenBranches
{
    private readonly AlignedBuffer? _cache; // none where the session has the memory
    private readonly object? _memory;
    private readonly float[] _logits;
    private readonly int _shared;
    private int[] _places; // [texts, length]: the row of each of a text's tokens
    private int[] _before;
    private int _rows;

    public SharedBranches(TokenDecoder decoder, int width, int length, long floats)
        : base(decoder, width, length)
    {
        _shared = decoder.Position;
        long rows = checked(floats * width * length);
        _memory = decoder.Memory(rows);
        _cache = _memory is null ? new(rows) : null;
        _logits = new float[checked(width * decoder.Vocabulary)];
        (_places, _before) = (new int[width * length], new int[width * length]);
    }

    private protected override ReadOnlySpan<float> Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents)
    {
        if (Decoder.Position != _shared) throw new InvalidOperationException("The session has gone on by itself: what its branches share is no longer there");
        (_places, _before) = (_before, _places);
        for (int i = 0; i < tokens.Length; i++)
        {
            _before.AsSpan(parents[i] * Length, Position).CopyTo(_places.AsSpan(i * Length));
            _places[(i * Length) + Position] = _rows++;
        }

        Span<float> logits = _logits.AsSpan(0, tokens.Length * Decoder.Vocabulary);
        ReadOnlySpan<int> places = _places.AsSpan(0, tokens.Length * Length);
        Decoder.Decode(tokens, _cache is null ? new(_memory!, Width * Length, _shared, Position + 1, places) : new(_cache.Span, Width * Length, _shared, Position + 1, places), logits);
        return logits;
    }
}

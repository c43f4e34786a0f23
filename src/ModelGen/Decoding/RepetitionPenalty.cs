using System;
using System.Globalization;

namespace ModelGen.Decoding;

/// <summary>Makes tokens that a text has already less likely (Keskar et al. 2019, arXiv:1909.05858). Allocates only when made.</summary>
internal sealed class RepetitionPenalty
{
    private readonly float _penalty;
    private readonly float[] _penalized;
    private readonly bool[] _isSeen;

    /// <exception cref="ArgumentOutOfRangeException">The penalty is not a number above 0.</exception>
    public RepetitionPenalty(int vocabulary, float penalty)
    {
        if (!(penalty > 0) || float.IsInfinity(penalty)) throw new ArgumentOutOfRangeException("options", string.Create(CultureInfo.InvariantCulture, $"RepetitionPenalty is {penalty}: use a number above 0, 1 for no penalty"));
        _penalty = penalty;
        (_penalized, _isSeen) = penalty == 1 ? ([], []) : (new float[vocabulary], new bool[vocabulary]);
    }

    public bool IsNone => _penalized.Length == 0;

    /// <summary>The logits of a text's next token; valid until the next call.</summary>
    /// <param name="text">What the text begins with.</param>
    /// <param name="more">What follows.</param>
    public ReadOnlySpan<float> Apply(ReadOnlySpan<float> logits, ReadOnlySpan<int> text, ReadOnlySpan<int> more)
    {
        if (IsNone) return logits;
        logits.CopyTo(_penalized);
        Penalize(text);
        Penalize(more);
        foreach (int token in text) _isSeen[token] = false;
        foreach (int token in more) _isSeen[token] = false;
        return _penalized;
    }

    private void Penalize(ReadOnlySpan<int> text)
    {
        foreach (int token in text)
        {
            if (_isSeen[token]) continue;
            _isSeen[token] = true;
            _penalized[token] = _penalized[token] > 0 ? _penalized[token] / _penalty : _penalized[token] * _penalty;
        }
    }
}

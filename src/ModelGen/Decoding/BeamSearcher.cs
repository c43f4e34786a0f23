using System;
using System.Collections.Generic;
using System.Numerics.Tensors;

namespace ModelGen.Decoding;

/// <summary>One beam search. Each step takes, over all beams, twice as many candidates as there are beams, so that as many go on if half of them end.</summary>
internal sealed class BeamSearcher
{
    private readonly BeamOptions _options;
    private readonly int _prompt;
    private readonly int _count;
    private readonly TokenDecoder[] _sessions; // one for each beam, in the order of the beams
    private readonly int[][] _tokens;
    private readonly int[][] _before;
    private readonly double[] _sums;
    private readonly List<Beam> _ended = [];
    private readonly (double Sum, int Beam, int Token)[] _candidates;
    private readonly (double Sum, int Beam, int Token)[] _next;
    private readonly bool[] _isTaken;
    private int _found;
    private int _beams = 1;
    private int _length;

    public BeamSearcher(TokenDecoder decoder, ReadOnlySpan<float> logits, int prompt, int count, BeamOptions options)
    {
        (_options, _prompt, _count) = (options, prompt, count);
        int width = options.Width;
        _sessions = new TokenDecoder[width];
        _sessions[0] = decoder;
        (_tokens, _before) = (new int[width][], new int[width][]);
        for (int i = 0; i < width; i++) (_tokens[i], _before[i]) = (new int[count], new int[count]);
        (_sums, _isTaken) = (new double[width], new bool[width]);
        (_candidates, _next) = (new (double, int, int)[2 * width], new (double, int, int)[width]);
        Offer(0, logits);
    }

    public IReadOnlyList<Beam> Run()
    {
        while (true)
        {
            Advance();
            if (_beams == 0 || _length == _count || IsDecided) break;
            _found = 0;
            for (int beam = 0; beam < _beams; beam++) Offer(beam, _sessions[beam].Append(_tokens[beam].AsSpan(_length - 1, 1)));
        }

        for (int beam = 0; beam < _beams; beam++) End(_tokens[beam].AsSpan(0, _length).ToArray(), _sums[beam]);
        _ended.Sort((one, other) => other.Score.CompareTo(one.Score));
        return _ended.GetRange(0, Math.Min(_ended.Count, _options.Width));
    }

    // Enough texts have ended, and none that goes on scores better now than the worst of them.
    private bool IsDecided
    {
        get
        {
            if (_ended.Count < _options.Width) return false;
            _ended.Sort((one, other) => other.Score.CompareTo(one.Score));
            return Score(_sums[0], _length) <= _ended[_options.Width - 1].Score;
        }
    }

    private double Score(double sum, int length) => sum / Math.Pow(length, _options.LengthPenalty);

    private void End(int[] tokens, double sum) => _ended.Add(new(tokens, sum, Score(sum, tokens.Length)));

    /// <summary>The tokens that may follow a beam: the best of all beams are kept, in order.</summary>
    private void Offer(int beam, ReadOnlySpan<float> logits)
    {
        float most = TensorPrimitives.Max(logits);
        if (!float.IsFinite(most)) throw new InvalidOperationException("The logits are not finite: the weights are damaged or training diverged; load weights from before");
        double total = 0;
        foreach (float logit in logits) total += Math.Exp(logit - most);
        double rest = _sums[beam] - most - Math.Log(total);
        for (int token = 0; token < logits.Length; token++)
        {
            double sum = logits[token] + rest;
            if (_found == _candidates.Length && sum <= _candidates[^1].Sum) continue;
            int place = Math.Min(_found, _candidates.Length - 1);
            for (; place > 0 && _candidates[place - 1].Sum < sum; place--) _candidates[place] = _candidates[place - 1];
            _candidates[place] = (sum, beam, token);
            _found = Math.Min(_found + 1, _candidates.Length);
        }
    }

    /// <summary>From candidates to beams.</summary>
    private void Advance()
    {
        int count = 0;
        for (int i = 0; i < _found && count < _options.Width; i++)
        {
            (double sum, int beam, int token) = _candidates[i];
            if (double.IsNegativeInfinity(sum)) break;
            if (token != _options.EndToken) _next[count++] = _candidates[i];
            else if (i < _options.Width) End([.. _tokens[beam].AsSpan(0, _length), token], sum);
        }

        for (int i = 0; i < _beams; i++) _tokens[i].AsSpan(0, _length).CopyTo(_before[i]);
        Assign(count);
        for (int i = 0; i < count; i++)
        {
            _before[_next[i].Beam].AsSpan(0, _length).CopyTo(_tokens[i]);
            _tokens[i][_length] = _next[i].Token;
            _sums[i] = _next[i].Sum;
        }

        (_beams, _length) = (count, _length + 1);
    }

    // The first child of a beam goes on in its session; others take those of beams without one.
    private void Assign(int count)
    {
        Array.Clear(_isTaken);
        Span<int> sessions = stackalloc int[Math.Min(count, 64)];
        if (count > 64) sessions = new int[count];
        sessions.Fill(-1);
        for (int i = 0; i < count; i++)
        {
            if (_isTaken[_next[i].Beam]) continue;
            (_isTaken[_next[i].Beam], sessions[i]) = (true, _next[i].Beam);
        }

        for (int i = 0, free = 0; i < count; i++)
        {
            if (sessions[i] >= 0) continue;
            while (_isTaken[free]) free++;
            (_isTaken[free], sessions[i]) = (true, free);
            TokenDecoder parent = _sessions[_next[i].Beam];
            if (_sessions[free] is { } session) session.CopyFrom(parent, _prompt);
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

using System;
using System.Collections.Generic;
using System.Numerics.Tensors;

namespace ModelGen.Decoding;

/// <summary>One beam search. Each step takes over all beams so many candidates that as many beams go on where each loses all the tokens that end it.</summary>
internal sealed class BeamSearcher
{
    private readonly BeamOptions _options;
    private readonly int[] _prompt;
    private readonly int _count;
    private readonly int _vocabulary;
    private readonly TokenBranches? _branches; // none where one token is all
    private readonly RepetitionPenalty _repetition;
    private readonly StopSequences _stop;
    private readonly int[][] _tokens;
    private readonly int[][] _before;
    private readonly double[] _sums;
    private readonly int[] _last;
    private readonly int[] _parents;
    private readonly List<Beam> _ended = [];
    private readonly (double Sum, int Beam, int Token)[] _candidates;
    private readonly (double Sum, int Beam, int Token)[] _next;
    private int _found;
    private int _beams = 1;
    private int _length;
    private bool _isOver;

    /// <param name="decoder">Holds the prompt.</param>
    /// <param name="logits">Of the first token.</param>
    public BeamSearcher(TokenDecoder decoder, ReadOnlySpan<float> logits, ReadOnlySpan<int> prompt, int count, BeamOptions options)
    {
        (_options, _prompt, _count, _vocabulary) = (options, prompt.ToArray(), count, decoder.Vocabulary);
        System.Collections.Generic.IReadOnlyList<int[]> stops = decoder.Ends(options.StopSequences);
        (_repetition, _stop) = (new(_vocabulary, options.RepetitionPenalty), new(stops));
        int width = options.Width, ends = (options.EndToken < 0 ? 0 : 1) + stops.Count;
        (_tokens, _before) = (new int[width][], new int[width][]);
        for (int i = 0; i < width; i++) (_tokens[i], _before[i]) = (new int[count], new int[count]);
        (_sums, _last, _parents) = (new double[width], new int[width], new int[width]);
        (_candidates, _next) = (new (double, int, int)[checked(width * (1 + Math.Max(1, ends)))], new (double, int, int)[width]);
        _branches = count > 1 ? decoder.Branch(width, count - 1) : null;
        Offer(0, logits);
    }

    public IReadOnlyList<Beam> Run()
    {
        while (Step())
        {
        }

        for (int beam = 0; beam < _beams; beam++) End(_tokens[beam].AsSpan(0, _length).ToArray(), _sums[beam]);
        _ended.Sort((one, other) => other.Score.CompareTo(one.Score));
        return _ended.GetRange(0, Math.Min(_ended.Count, _options.Width));
    }

    /// <summary>One more token of each beam; false at the end and after it. Allocates where a text ends.</summary>
    public bool Step()
    {
        if (_isOver) return false;
        Advance();
        _isOver = _beams == 0 || _length == _count || IsDecided;
        if (_isOver) return false;
        ReadOnlySpan<float> logits = _branches!.Append(_last.AsSpan(0, _beams), _parents.AsSpan(0, _beams));
        _found = 0;
        for (int beam = 0; beam < _beams; beam++) Offer(beam, logits.Slice(beam * _vocabulary, _vocabulary));
        return true;
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
    private void Offer(int beam, ReadOnlySpan<float> given)
    {
        ReadOnlySpan<float> logits = _repetition.Apply(given, _prompt, _tokens[beam].AsSpan(0, _length));
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
            if (!Ends(beam, token)) _next[count++] = _candidates[i];
            else if (i < _options.Width) End([.. _tokens[beam].AsSpan(0, _length), token], sum);
        }

        for (int i = 0; i < _beams; i++) _tokens[i].AsSpan(0, _length).CopyTo(_before[i]);
        for (int i = 0; i < count; i++)
        {
            (_sums[i], _parents[i], _last[i]) = _next[i];
            _before[_parents[i]].AsSpan(0, _length).CopyTo(_tokens[i]);
            _tokens[i][_length] = _last[i];
        }

        (_beams, _length) = (count, _length + 1);
    }

    private bool Ends(int beam, int token)
    {
        _tokens[beam][_length] = token; // behind the text, where the next one is written anyway
        return token == _options.EndToken || _stop.End(_tokens[beam].AsSpan(0, _length + 1));
    }
}

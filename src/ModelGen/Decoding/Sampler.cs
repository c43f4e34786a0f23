using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Cpu;

namespace ModelGen.Decoding;

/// <summary>Chooses tokens from logits: repetition penalty, then temperature, then top-k, then top-p. Allocates only when made.</summary>
/// <remarks>Top-p (nucleus): Holtzman et al. 2020, arXiv:1904.09751. Of equal logits at the edge of
/// top-k the lower ids stay.</remarks>
public sealed class Sampler
{
    private const int Block = 256;

    private readonly float[] _weights;
    private readonly float[] _scratch;
    private readonly int[] _tokens;
    private readonly RepetitionPenalty _repetition;

    /// <summary>A sampler for logits of <paramref name="vocabulary"/> tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Sampler(int vocabulary, SamplingOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        Options = options ?? new SamplingOptions();
        if (!(Options.Temperature >= 0) || float.IsInfinity(Options.Temperature)) throw Range("Temperature", Options.Temperature, "0 or more, 1 for the model's own distribution");
        if (Options.TopK < 0) throw Range("TopK", Options.TopK, "0 for all tokens, or 1 and more");
        if (!(Options.TopP > 0 && Options.TopP <= 1)) throw Range("TopP", Options.TopP, "above 0 and at most 1");
        Vocabulary = vocabulary;
        _repetition = new(vocabulary, Options.RepetitionPenalty);
        _weights = new float[vocabulary];
        _scratch = new float[vocabulary];
        _tokens = new int[vocabulary];
    }

    /// <summary>How tokens are chosen.</summary>
    public SamplingOptions Options { get; }

    /// <summary>The length of the logits.</summary>
    public int Vocabulary { get; }

    /// <summary>How many tokens were drawn: with the seed, the whole random state. Set it to repeat or to go on.</summary>
    public ulong Drawn { get; set; }

    /// <summary>Chooses a token.</summary>
    /// <param name="logits">[<see cref="Vocabulary"/>].</param>
    /// <exception cref="InvalidOperationException">A logit is NaN or +∞, or all are -∞.</exception>
    public int Sample(ReadOnlySpan<float> logits)
    {
        if (logits.Length != Vocabulary) throw new ShapeMismatchException(nameof(Sampler), nameof(logits), Guard.Describe([logits.Length]), Guard.Describe([Vocabulary]));
        int best = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[best])) throw new InvalidOperationException("The logits are not finite: the weights are damaged or training diverged; load weights from before");
        if (Options.Temperature == 0 || Options.TopK == 1) return best;

        // exp((logit - max) / temperature): the division after the subtraction cannot overflow for small temperatures.
        TensorPrimitives.Subtract(logits, logits[best], _weights);
        TensorPrimitives.Divide(_weights, Options.Temperature, _weights);
        TensorPrimitives.Exp(_weights, _weights);
        int count = Options.TopK > 0 && Options.TopK < Vocabulary ? KeepLargest(Options.TopK) : KeepAll();
        if (Options.TopP < 1) count = KeepNucleus(count);
        return Draw(count);
    }

    /// <summary>Chooses a token of a text.</summary>
    /// <param name="logits">[<see cref="Vocabulary"/>].</param>
    /// <param name="text">The tokens before it, to which <see cref="SamplingOptions.RepetitionPenalty"/> applies.</param>
    /// <exception cref="ArgumentException">A token lies outside the vocabulary.</exception>
    /// <exception cref="InvalidOperationException">A logit is NaN or +∞, or all are -∞.</exception>
    public int Sample(ReadOnlySpan<float> logits, ReadOnlySpan<int> text)
    {
        if (_repetition.IsNone || text.IsEmpty || logits.Length != Vocabulary) return Sample(logits);
        Guard.TokenIds(text, Vocabulary, nameof(Sampler), nameof(text));
        return Sample(_repetition.Apply(logits, text, []));
    }

    private static ArgumentOutOfRangeException Range(string name, IFormattable value, string allowed) =>
        new("options", string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: use {allowed}"));

    private int KeepAll()
    {
        for (int i = 0; i < _tokens.Length; i++) _tokens[i] = i;
        return _tokens.Length;
    }

    /// <summary>Moves the k largest weights and their tokens to the front, in the order of ids.</summary>
    private int KeepLargest(int k)
    {
        _weights.CopyTo(_scratch, 0);
        float threshold = Selection.Largest(_scratch, k);
        int ties = k;
        foreach (float weight in _weights)
        {
            if (weight > threshold) ties--;
        }

        int count = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            float weight = _weights[i];
            if (weight < threshold || (weight == threshold && ties-- <= 0)) continue;
            (_weights[count], _tokens[count]) = (weight, i);
            count++;
        }

        return count;
    }

    /// <summary>Sorts the candidates, most likely first, and keeps as many as reach the probability.</summary>
    private int KeepNucleus(int count)
    {
        double total = Sum(0, count), wanted = Options.TopP * total;

        // Weights below the mean of what the nucleus leaves out cannot be needed: few candidates are left to sort.
        // The largest weight is 1 and always stays.
        float least = count > 1 ? (float)Math.Min(0.99, (1 - (double)Options.TopP) * total / (count - 1)) : 0;
        int candidates = 0;
        for (int i = 0; i < count; i++)
        {
            if (_weights[i] < least) continue;
            (_scratch[candidates], _tokens[candidates]) = (-_weights[i], _tokens[i]);
            candidates++;
        }

        _scratch.AsSpan(0, candidates).Sort(_tokens.AsSpan(0, candidates));
        double sum = 0;
        int kept = 0;
        while (kept < candidates && sum < wanted)
        {
            _weights[kept] = -_scratch[kept];
            sum += _weights[kept++];
        }

        return kept;
    }

    private int Draw(int count)
    {
        double point = CounterRandom.Hash(Options.Seed, Drawn++) * (1.0 / (1UL << 32)) * Sum(0, count);

        // Whole blocks first: a vectorised sum each, where walking would wait for one subtraction after the other.
        int i = 0;
        for (double sum; i + Block < count && (sum = Sum(i, Block)) <= point; i += Block) point -= sum;
        for (; i < count - 1; i++)
        {
            point -= _weights[i];
            if (point < 0) return _tokens[i];
        }

        // Rounding may leave a crumb behind the last candidate of any weight.
        int last = count - 1;
        while (_weights[last] == 0) last--;
        return _tokens[last];
    }

    private double Sum(int start, int count) => TensorPrimitives.Sum(_weights.AsSpan(start, count));
}

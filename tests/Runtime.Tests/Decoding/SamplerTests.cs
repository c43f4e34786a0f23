using System;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Runtime.Tests.Decoding;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [1f, 3f, 2f, -1f, 0f];

    [Fact]
    public void TemperatureZeroTakesTheBest() => Assert.Equal(1, new Sampler(5, SamplingOptions.Greedy).Sample(Logits));

    [Fact]
    public void ARepetitionPenaltyHoldsForWhatTheTextHas()
    {
        Sampler sampler = new(5, new SamplingOptions(Temperature: 0, RepetitionPenalty: 2));
        Assert.Equal(1, sampler.Sample(Logits, []));
        Assert.Equal(2, sampler.Sample(Logits, [1, 1, 1])); // 3 / 2, once however often the token stands there
        Assert.Equal(1, sampler.Sample(Logits, [2, 0]));
        Assert.Equal(0, new Sampler(2, new SamplingOptions(0, RepetitionPenalty: 4)).Sample([-1f, -0.5f], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampler(5, new SamplingOptions(RepetitionPenalty: 0)));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(3f)]
    public void FrequenciesFollowTheDistribution(float temperature)
    {
        double[] expected = [.. Logits.Select(logit => Math.Exp(logit / temperature))];
        double total = expected.Sum();
        int[] counts = Count(new SamplingOptions(temperature, Seed: 5), Logits, 40_000);
        for (int i = 0; i < 5; i++) Assert.Equal(expected[i] / total, counts[i] / 40_000.0, 0.01);
    }

    [Fact]
    public void TopKKeepsTheLargest()
    {
        int[] counts = Count(new SamplingOptions(TopK: 2), Logits, 20_000);
        Assert.Equal([0, 0, 0], [counts[0], counts[3], counts[4]]);
        Assert.Equal(Math.E / (1 + Math.E), counts[1] / 20_000.0, 0.015);
    }

    [Fact]
    public void OfEqualLogitsTheFirstIdsStay()
    {
        int[] counts = Count(new SamplingOptions(TopK: 2), [1f, 1f, 1f, 1f], 1000);
        Assert.Equal(1000, counts[0] + counts[1]);
        Assert.True(counts[0] > 400 && counts[1] > 400);
    }

    [Theory]
    [InlineData(0.6f, new[] { 1 })] // softmax: 0.084, 0.624, 0.230, 0.011, 0.031... the best alone has more than 0.6
    [InlineData(0.8f, new[] { 1, 2 })]
    [InlineData(0.92f, new[] { 0, 1, 2 })]
    [InlineData(1e-6f, new[] { 1 })]
    public void TopPKeepsTheNucleus(float p, int[] nucleus)
    {
        int[] counts = Count(new SamplingOptions(TopP: p), Logits, 5000);
        Assert.Equal(nucleus, Enumerable.Range(0, 5).Where(i => counts[i] > 0));
    }

    [Fact]
    public void ATinyNucleusOfAnEvenDistributionIsOneToken() => Assert.Equal(500, Count(new SamplingOptions(TopP: 1e-4f), new float[50], 500).Max());

    [Fact]
    public void TopPOfManyTokensAgreesWithFullSorting()
    {
        float[] logits = new float[2000];
        for (int i = 0; i < logits.Length; i++) logits[i] = 3 * CounterRandom.Normal(4, (ulong)i);
        double total = logits.Sum(logit => Math.Exp(logit)), sum = 0;
        int[] nucleus = [.. logits.Select((logit, i) => (logit, i)).OrderByDescending(pair => pair.logit).TakeWhile(pair =>
        {
            bool needed = sum < 0.9 * total;
            sum += Math.Exp(pair.logit);
            return needed;
        }).Select(pair => pair.i)];
        int[] counts = Count(new SamplingOptions(TopP: 0.9f), logits, 50_000);
        Assert.All(Enumerable.Range(0, 2000).Where(i => counts[i] > 0), i => Assert.Contains(i, nucleus));
        Assert.True(counts[nucleus[0]] > 0);
    }

    [Fact]
    public void LargeVocabulariesAreDrawnEvenly()
    {
        int[] counts = Count(new SamplingOptions(Seed: 3), new float[1000], 100_000); // more than one block, and a rest
        for (int start = 0; start < 1000; start += 50) Assert.Equal(0.05, counts[start..(start + 50)].Sum() / 100_000.0, 0.004);
        Assert.DoesNotContain(0, counts);
    }

    [Fact]
    public void SelectionFindsTheKthLargest()
    {
        for (int round = 0; round < 200; round++)
        {
            float[] values = new float[1 + (round % 37)];
            for (int i = 0; i < values.Length; i++) values[i] = CounterRandom.Hash((ulong)round, (ulong)i) % 11; // many ties
            float[] sorted = [.. values.OrderDescending()];
            for (int k = 1; k <= values.Length; k++) Assert.Equal(sorted[k - 1], Selection.Largest((float[])values.Clone(), k));
        }
    }

    [Fact]
    public void SameSeedSameTokens()
    {
        Sampler a = new(5, new SamplingOptions(Seed: 1)), b = new(5, new SamplingOptions(Seed: 1)), c = new(5, new SamplingOptions(Seed: 2));
        int[] first = Draw(a), other = Draw(c);
        Assert.Equal(first, Draw(b));
        Assert.NotEqual(first, other);
        a.Drawn = 0;
        Assert.Equal(first, Draw(a));

        static int[] Draw(Sampler sampler) => [.. Enumerable.Range(0, 50).Select(_ => sampler.Sample(Logits))];
    }

    [Fact]
    public void MinusInfinityIsNeverDrawn()
    {
        float[] logits = [float.NegativeInfinity, 0, float.NegativeInfinity, 0, float.NegativeInfinity];
        foreach (SamplingOptions options in new SamplingOptions[] { new(), new(TopK: 4), new(TopP: 0.99f), new(Temperature: 1e-3f) })
        {
            int[] counts = Count(options, logits, 500);
            Assert.Equal(500, counts[1] + counts[3]);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void BrokenLogitsAreRefused(float value) =>
        Assert.Throws<InvalidOperationException>(() => new Sampler(3).Sample([0, value, 1]));

    [Fact]
    public void AllMinusInfinityIsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new Sampler(2).Sample([float.NegativeInfinity, float.NegativeInfinity]));

    [Fact]
    public void BadOptionsAreRefused()
    {
        foreach (SamplingOptions options in new SamplingOptions[] { new(Temperature: -1), new(Temperature: float.NaN), new(TopK: -1), new(TopP: 0), new(TopP: 1.5f), new(TopP: float.NaN) })
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sampler(5, options));
        Assert.Throws<ShapeMismatchException>(() => new Sampler(5).Sample([1, 2]));
    }

    private static int[] Count(SamplingOptions options, float[] logits, int draws)
    {
        Sampler sampler = new(logits.Length, options);
        int[] counts = new int[logits.Length];
        for (int i = 0; i < draws; i++) counts[sampler.Sample(logits)]++;
        return counts;
    }
}

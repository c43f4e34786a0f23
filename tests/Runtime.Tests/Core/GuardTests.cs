using System;
using System.Globalization;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Runtime.Tests.Core;

public sealed class GuardTests
{
    private const string Expected = "[B, T<=256]";

    [Fact]
    public void DenseTensorsAreNotCopied()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        ReadOnlyTensorSpan<float> tensor = new(values, [2, 3]);
        Assert.True(Guard.Dense(tensor).Overlaps(values));
        Assert.Equal(6, Guard.Dense(tensor).Length);
        TensorSpan<float> output = new(values, [3, 2]);
        Guard.Dense(output, "M", "output")[0] = 9;
        Assert.Equal(9f, values[0]);
        Assert.True(Guard.Dense(new ReadOnlyTensorSpan<float>(values, [0, 3])).IsEmpty);
        Assert.Equal(1, Guard.Dense(new ReadOnlyTensorSpan<float>(values, [1, 1, 1])).Length);
    }

    [Fact]
    public void StridedViewsAreReadInOrderAndNotWritten()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Assert.Equal([1f, 4, 2, 5, 3, 6], Guard.Dense(new ReadOnlyTensorSpan<float>(values, [3, 2], [1, 3])));
        Assert.Equal([1f, 2, 4, 5], Guard.Dense(new ReadOnlyTensorSpan<float>(values, [2, 3]).Slice([0..2, 0..2])));
        Assert.Contains("pass a dense tensor", Assert.Throws<ArgumentException>(() => Guard.Dense(new TensorSpan<float>(values, [3, 2], [1, 3]), "M", "output")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShapesNameModelArgumentGotAndExpected()
    {
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => Guard.Rank(Tokens(4), 2, "CharGpt.Predict", "input", Expected));
        Assert.Equal("CharGpt.Predict: 'input' is [4], expected [B, T<=256]: put the batch axis first, [1, 4]", error.Message);
        Assert.Equal(("CharGpt.Predict", "input", "[4]", Expected), (error.Model, error.Argument, error.Got, error.Expected));

        error = Assert.Throws<ShapeMismatchException>(() => Guard.Shape(Tokens(2, 28, 27), "M", "input", "[B, 28, 28]", -1, 28, 28));
        Assert.Equal("M: 'input' is [2, 28, 27], expected [B, 28, 28]: axis 2 must be 28, not 27", error.Message);
        error = Assert.Throws<ShapeMismatchException>(() => Guard.Shape(Tokens(2, 27, 29), "M", "input", "[B, 28, 28]", -1, 28, 28));
        Assert.Equal("M: 'input' is [2, 27, 29], expected [B, 28, 28]: axis 1 must be 28, not 27, and axis 2 must be 28, not 29", error.Message);
        error = Assert.Throws<ShapeMismatchException>(() => Guard.Rank(Tokens(784), 3, "M", "input", "[B, 28, 28]"));
        Assert.Equal("M: 'input' is [784], expected [B, 28, 28]: 784 values are there: reshape it to [1, 28, 28]", error.Message);
        error = Assert.Throws<ShapeMismatchException>(() => Guard.Shape(Tokens(2, 5), "M", "target", "[B, T]", 2, 6));
        Assert.Equal("M: 'target' is [2, 5], expected [B, T] with 6 on axis 1", error.Message);
        Guard.Shape(Tokens(2, 6), "M", "target", "[B, T]", 2, 6);
    }

    /// <summary>Targets that check shapes by themselves say it in the words of <see cref="Guard"/>.</summary>
    [Theory]
    [InlineData(new long[] { 4 }, "put the batch axis first, [1, 4]")]
    [InlineData(new long[] { 0, 4 }, "there is nothing to work on, give at least one example")]
    [InlineData(new long[] { 2, 0 }, "the sequence is empty, give at least one step")]
    [InlineData(new long[] { 2, 300 }, "cut the sequence into pieces of at most 256, or declare the model with a longer maximum")]
    [InlineData(new long[] { 2, 3, 1 }, "drop axis 2, which is 1")]
    public void ShapesOfAnotherLibraryGetTheSameAdvice(long[] got, string advice)
    {
        ShapeMismatchException error = ShapeMismatchException.Of("M", "input", got, Expected);
        Assert.Equal($"M: 'input' is [{string.Join(", ", got)}], expected [B, T<=256]: {advice}", error.Message);
        if (got.Length != 2) return;
        Assert.Equal(error.Message, Assert.Throws<ShapeMismatchException>(() =>
        {
            ReadOnlyTensorSpan<int> tensor = new(new int[got[0] * got[1]], [(nint)got[0], (nint)got[1]]);
            Guard.Free(tensor, 0, "M", "input", Expected);
            Guard.Length(tensor, 1, 256, "M", "input", Expected);
        }).Message);
    }

    [Fact]
    public void LengthsGiveAdvice()
    {
        Assert.Equal(256, Guard.Length(Tokens(1, 256), 1, 256, "M", "input", Expected));
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => Guard.Length(Tokens(1, 257), 1, 256, "M", "input", Expected));
        Assert.Equal("M: 'input' is [1, 257], expected [B, T<=256]: cut the sequence into pieces of at most 256, or declare the model with a longer maximum", error.Message);
        Assert.Contains("the sequence is empty", Assert.Throws<ShapeMismatchException>(() => Guard.Length(Tokens(1, 0), 1, 256, "M", "input", Expected)).Message, StringComparison.Ordinal);
        Assert.Contains("at least one example", Assert.Throws<ShapeMismatchException>(() => Guard.Free(Tokens(0, 4), 0, "M", "input", Expected)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void TokenIdsOutsideTheVocabularyAreNamed(int id)
    {
        int[] ids = new int[40];
        ids[37] = id;
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Guard.TokenIds(ids, 65, "M", "input")).Message;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"token id {id} at position 37, outside the vocabulary [0, 65)"), message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        ids[37] = 64;
        Guard.TokenIds(ids, 65, "M", "input");
        Guard.TokenIds([], 65, "M", "input");
    }

    private static ReadOnlyTensorSpan<int> Tokens(params ReadOnlySpan<nint> lengths) => new(new int[2000], lengths);
}

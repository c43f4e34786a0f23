using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Models.Tests.Calls;

/// <summary>Token by token or in pieces, a decoder says what a prediction of the whole text says in its last row.</summary>
public class DecoderTests
{
    private static readonly int[] s_text = RandomValues.Ids(20, 16);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(20)]
    public void InPieces(int piece)
    {
        BlockGpt gpt = Disturbed(new BlockGpt(1), m => m.Store);
        Same(gpt.CreateDecoder(), ids => gpt.Predict(ids), piece);
        MixedDecoder mixed = Disturbed(new MixedDecoder(1), m => m.Store);
        Same(mixed.CreateDecoder(), ids => mixed.Predict(ids), piece);
        Bigram bigram = Disturbed(new Bigram(1), m => m.Store);
        Same(bigram.CreateDecoder(), ids => bigram.Predict(ids), piece);
        EndsInResidual residual = Disturbed(new EndsInResidual(1), m => m.Store);
        Same(residual.CreateDecoder(), ids => residual.Predict(ids), piece);
    }

    [Fact]
    public void AResetSessionForgets()
    {
        BlockGpt gpt = Disturbed(new BlockGpt(1), m => m.Store);
        DecoderSessionText(gpt, out float[] fresh);
        TokenDecoder decoder = gpt.CreateDecoder();
        decoder.Append(RandomValues.Ids(20, 17, key: 8));
        decoder.Reset();
        Assert.Equal(0, decoder.Position);
        Assert.Equal(fresh, decoder.Append(s_text.AsSpan(0, 6)).ToArray());
        Assert.Equal(6, decoder.Position);
    }

    [Fact]
    public void ASessionReadsTheModelsWeightsOfTheMoment()
    {
        BlockGpt gpt = new(1);
        TokenDecoder decoder = gpt.CreateDecoder();
        float[] before = decoder.Append([3]).ToArray();
        RandomValues.Disturb(gpt.Store);
        decoder.Reset();
        Assert.NotEqual(before, decoder.Append([3]).ToArray());
    }

    [Fact]
    public void AFullContextSaysWhatToDo()
    {
        TokenDecoder decoder = new BlockGpt(1).CreateDecoder();
        decoder.Append(s_text);
        var error = Assert.Throws<InvalidOperationException>(() => decoder.Append([1]));
        Assert.Equal("BlockGpt: 1 tokens do not fit behind the 20 in a context of 20: call Reset() and append the last part of the text again, or use Generate, which slides", error.Message);
        Assert.Equal(20, decoder.Position);
    }

    [Fact]
    public void BadTokensLeaveTheSessionAsItWas()
    {
        TokenDecoder decoder = new BlockGpt(1).CreateDecoder();
        decoder.Append(s_text.AsSpan(0, 4));
        Assert.StartsWith("BlockGpt: 'tokens' has token id 17 at position 1, outside the vocabulary [0, 17)", Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Append([2, 17])).Message, StringComparison.Ordinal);
        Assert.StartsWith("BlockGpt: 'tokens' has token id -1", Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Append([-1])).Message, StringComparison.Ordinal);
        Assert.StartsWith("BlockGpt: no tokens to append", Assert.Throws<ArgumentException>(() => decoder.Append([])).Message, StringComparison.Ordinal);
        Assert.Equal(4, decoder.Position);
    }

    [Fact]
    public void TokensThatDoNotFitAreRefusedWhole()
    {
        TokenDecoder decoder = new BlockGpt(1).CreateDecoder();
        decoder.Append(s_text.AsSpan(0, 15));
        Assert.Throws<InvalidOperationException>(() => decoder.Append(s_text.AsSpan(0, 6)));
        decoder.Append(s_text.AsSpan(0, 5));
        Assert.Equal(20, decoder.Position);
    }

    [Fact]
    public void OnlyModelsOfTheNextTokenHaveADecoder()
    {
        Assert.NotNull(typeof(Bigram).GetMethod("CreateDecoder"));
        Assert.Null(typeof(Tagger).GetMethod("CreateDecoder"));
        Assert.Null(typeof(PaddedClassifier).GetMethod("CreateDecoder"));
    }

    private delegate Tensor<float> Prediction(ReadOnlyTensorSpan<int> ids);

    private static void DecoderSessionText(BlockGpt gpt, out float[] logits) => logits = gpt.CreateDecoder().Append(s_text.AsSpan(0, 6)).ToArray();

    private static void Same(TokenDecoder decoder, Prediction predict, int piece)
    {
        int vocabulary = decoder.Vocabulary;
        for (int start = 0; start < s_text.Length; start += piece)
        {
            int end = Math.Min(start + piece, s_text.Length);
            ReadOnlySpan<float> actual = decoder.Append(s_text.AsSpan(start, end - start));
            float[] all = new float[end * vocabulary];
            predict(new(s_text.AsSpan(0, end), [1, end])).FlattenTo(all);
            Compare.Close(actual, all.AsSpan((end - 1) * vocabulary), 2e-6, $"{decoder.GetType().DeclaringType!.Name} at {end} in pieces of {piece}");
        }
    }

    private static TModel Disturbed<TModel>(TModel model, Func<TModel, ParameterStore> store)
    {
        RandomValues.Disturb(store(model));
        return model;
    }
}

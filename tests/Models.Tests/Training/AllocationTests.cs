using System;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Training;

/// <summary>What runs again and again allocates nothing, on no thread.</summary>
[Collection(Alone.Name)]
public class AllocationTests
{
    private static readonly int[] s_tokens = RandomValues.Ids(4 * 32, 29);

    [Fact]
    public void ATrainingStepOfAGptWithDropout() => NothingPerStep(new NoisyGpt(1));

    [Fact]
    public void ATrainingStepOfALlama() => NothingPerStep(new PlainLlama(1));

    [Fact]
    public void ATrainingStepOfAPerceptron()
    {
        var model = new Perceptron(1);
        float[] x = RandomValues.Centred(33 * 60, 1), target = RandomValues.Centred(33 * 10, 2);
        var trainer = new Trainer<float, float>(model, new AdamW(model.Store), new() { ClipNorm = 1 });
        Assert.Equal(0, Alone.Bytes(() => trainer.Step(new(x, [33, 3, 4, 5]), new(target, [33, 10]))));
        Assert.Equal(0, Alone.Bytes(() => model.ComputeLoss(new(x, [33, 3, 4, 5]), new(target, [33, 10]))));
    }

    [Fact]
    public void ForwardAndBackward()
    {
        var model = new Perceptron(1);
        var workspace = new Workspace();
        float[] x = RandomValues.Centred(33 * 60, 1), gradient = RandomValues.Centred(33 * 10, 2), inputGradient = new float[x.Length];
        Assert.Equal(0, Alone.Bytes(() =>
        {
            model.Forward(workspace, new(x, [33, 3, 4, 5]));
            model.Backward(workspace, new(gradient, [33, 10]), new(inputGradient, [33, 3, 4, 5]));
        }));
    }

    [Fact]
    public void ADecodedTokenOfAGpt() => NothingPerToken(new NoisyGpt(1).CreateDecoder());

    [Fact]
    public void ADecodedTokenOfALlama() => NothingPerToken(new PlainLlama(1).CreateDecoder());

    [Fact]
    public void Prediction()
    {
        var gpt = new NoisyGpt(1);
        float[] logits = new float[4 * 32 * 29];
        Assert.Equal(0, Alone.Bytes(() => gpt.Predict(new(s_tokens, [4, 32]), new TensorSpan<float>(logits, [4, 32, 29]))));

        var perceptron = new Perceptron(1);
        float[] x = RandomValues.Centred(33 * 60, 1), y = new float[33 * 10];
        Assert.Equal(0, Alone.Bytes(() => perceptron.Predict(new(x, [33, 3, 4, 5]), new TensorSpan<float>(y, [33, 10]))));
    }

    [Fact]
    public void TheCountSeesWhatIsAllocated()
    {
        var gpt = new NoisyGpt(1);
        Assert.True(Alone.Bytes(() => gpt.Predict(new(s_tokens, [4, 32]))) >= 4 * 4 * 32 * 29);
    }

    private static void NothingPerStep(ITrainable<int, int> model)
    {
        var trainer = new Trainer<int, int>(model, new AdamW(model.Store), new() { ClipNorm = 1 });
        Assert.Equal(0, Alone.Bytes(() => trainer.Step(new(s_tokens, [4, 32]), new(s_tokens, [4, 32]))));
    }

    private static void NothingPerToken(TokenDecoder decoder)
    {
        var sampler = new Sampler(decoder.Vocabulary, new(Temperature: 0.8f, TopK: 10, TopP: 0.9f));
        int[] token = [3];
        decoder.Append(s_tokens.AsSpan(0, 5));
        Assert.Equal(0, Alone.Bytes(() =>
        {
            if (decoder.Position == decoder.Context) decoder.Reset(); // a busy machine asks for more tokens than fit
            token[0] = sampler.Sample(decoder.Append(token));
        }));
    }
}

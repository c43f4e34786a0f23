using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Decoding;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>Emitted code, compiled and run: what must agree for every model, whatever its layers.</summary>
public class NumbersTests
{
    public static IEnumerable<object[]> Models => ModelCases.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void FusedIsUnfused(string name)
    {
        ModelCase model = ModelCases.All[name];
        foreach ((int batch, int length) in Sizes)
        {
            nint[] shape = model.Shape(batch, length);
            Array input = model.Input(shape);
            Close(model.Fused.Predict(input, shape), model.Unfused.Predict(input, shape), 1e-5, "prediction", model);
            float[] fused = model.Fused.Forward(input, shape, out nint[] lengths), unfused = model.Unfused.Forward(input, shape, out _);
            Close(fused, unfused, 1e-5, "forward", model);
            float[] gradient = ModelCase.Numbers(fused.Length, 6);
            Close(model.Fused.Backward(gradient, lengths, shape), model.Unfused.Backward(gradient, lengths, shape), 1e-4, "backward", model);
        }
    }

    [Theory]
    [InlineData("Chosen", "0.weight 0.bias 0.fc.weight 0.fc.bias 1.weight 1.bias 1.fc.weight 1.fc.bias x.y.weight x.y.bias x.y.fc.weight x.y.fc.bias x.y.last-1.weight x.y.last-1.bias 2.weight 2.bias 2.fc.weight 2.fc.bias weight bias")]
    [InlineData("Tied", "embedding.tokens.weight embedding.segments.weight layerNorm.weight layerNorm.bias linear1.weight linear1.bias linear2.bias")]
    public void WeightFilesHaveTheNamesThatWereChosen(string name, string expected) =>
        Assert.Equal(expected, string.Join(" ", ModelCases.All[name].Fused.Store.Tensors.Select(tensor => tensor.Name)));

    [Theory]
    [MemberData(nameof(Models))]
    public void PredictionIsTheForwardPassOfModelsWithoutDropout(string name)
    {
        ModelCase model = ModelCases.All[name];
        foreach ((int batch, int length) in Sizes)
        {
            nint[] shape = model.Shape(batch, length);
            Array input = model.Input(shape);
            float[] forward = model.Fused.Forward(input, shape, out _), prediction = model.Fused.Predict(input, shape);
            if (!model.IsRandom)
            {
                Close(forward, prediction, 1e-6, "forward", model);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ABatchIsItsExamples(string name)
    {
        ModelCase model = ModelCases.All[name];
        nint[] shape = model.Shape(7, 5), one = model.Shape(1, 5);
        Array input = model.Input(shape);
        int size = input.Length / 7;
        float[] each = [.. Enumerable.Range(0, 7).SelectMany(b => model.Fused.Predict(Slice(input, b * size, size), one))];
        Close(model.Fused.Predict(input, shape), each, 1e-5, "batch", model);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheGradientIsTheSlope(string name)
    {
        ModelCase model = ModelCases.All[name];
        nint[] shape = model.Shape(3, 5);
        Array input = model.Input(shape);
        float[] output = model.Fused.Forward(input, shape, out nint[] lengths);
        float[] weights = ModelCase.Numbers(output.Length, 6);
        float[] gradient = model.Fused.Backward(weights, lengths, shape);
        double norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
        Assert.True(norm > 0);

        // All parameters and the input moved along the gradient: the slope is its norm.
        float[] values = model.Fused.Store.Values.ToArray();
        double At(double step)
        {
            float[] moved = [.. values.Select((v, i) => (float)(v + (step * gradient[i] / norm)))];
            moved.CopyTo(model.Fused.Store.Values);
            Array x = input is float[] numbers ? numbers.Select((v, i) => (float)(v + (step * gradient[values.Length + i] / norm))).ToArray() : input;
            float[] y = model.Fused.Forward(x, shape, out _);
            return y.Zip(weights, (a, b) => (double)a * b).Sum();
        }

        double Slope(double step) => ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
        double slope = Slope(4e-3);
        if (Math.Abs(slope - norm) > 0.02 * norm)
        {
            slope = Slope(3e-4); // a kink (Relu, a maximum) lay between the points
        }

        values.CopyTo(model.Fused.Store.Values);
        Assert.True(Math.Abs(slope - norm) <= (0.02 * norm) + 1e-3, $"The gradient's norm is {norm}, the slope {slope}, in\n{model.Source}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ADecoderSaysWhatPredictionSays(string name)
    {
        ModelCase model = ModelCases.All[name];
        foreach (int piece in new[] { 1, 2, 6 })
        {
            if (model.Fused.CreateDecoder() is not { } decoder)
            {
                return;
            }

            int[] text = (int[])model.Input([1, RandomModel.Context]);
            for (int start = 0; start < text.Length; start += piece)
            {
                float[] next = decoder.Append(text.AsSpan(start, piece)).ToArray();
                float[] all = model.Fused.Predict(text[..(start + piece)], [1, start + piece]);
                Close(next, all[^decoder.Vocabulary..], 1e-5, $"token {start + piece}", model);
            }
        }
    }

    [Fact]
    public void TheModelsAreOfAllKinds()
    {
        string sources = string.Concat(ModelCases.All.Values.Select(model => model.Source));
        foreach (string layer in new[] { "Residual<", "Repeat<", "Use<", "SelfAttention", "SwiGlu", "Softmax", "GlobalMaxPool", "TakeLast", "Padding = 0", "Dropout = 0.1", "Rotary", "PositionEmbedding", "RmsNorm" })
        {
            Assert.Contains(layer, sources, StringComparison.Ordinal);
        }

        Assert.True(ModelCases.All.Values.Count(model => model.Fused.CreateDecoder() is not null) >= 5);
        Assert.True(ModelCases.All.Values.Count(model => model.IsRandom) >= 5);
    }

    private static (int Batch, int Length)[] Sizes => [(3, 5), (1, 1), (2, RandomModel.Context)];

    private static Array Slice(Array input, int start, int count)
    {
        var slice = Array.CreateInstance(input.GetType().GetElementType()!, count);
        Array.Copy(input, start, slice, 0, count);
        return slice;
    }

    private static void Close(float[] actual, float[] expected, double tolerance, string what, ModelCase model)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = Math.Sqrt(actual.Zip(expected, (a, b) => ((double)a - b) * ((double)a - b)).Sum());
        double size = Math.Sqrt(expected.Sum(value => (double)value * value));
        Assert.True(difference <= tolerance * (size + 1e-3), $"{what}: {difference:g3} beside {size:g3}, in\n{model.Source}");
    }
}

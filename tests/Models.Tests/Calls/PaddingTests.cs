using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Calls;

/// <summary>A text has the same numbers alone and in any batch, wherever its padding stands.</summary>
public class PaddingTests
{
    private const int Length = 14;

    // Shorter than windows, as long as one, long; two with padding between real tokens (-1).
    private static readonly int[][] s_texts = [[5], [4, 7], [1, -1, 4], [2, 9, 4, 1, 11, 6], [7, 7, 7, 7, 1, 7, 7, 7, 1, 2], [4, 1, -1, -1, 9, 2, 5], [10, 2, 6, 8, 9, 1, 5, 2, 10, 11, 8, 6, 2, 1]];

    [Fact]
    public void ATextConvolution()
    {
        var m = new PaddedTextCnn(1);
        CheckAlone(m.Store, m.Predict, m.Forward, m.ComputeGradients, 0);
    }

    [Fact]
    public void StridesDilationAndPools()
    {
        var m = new PaddedDeepCnn(1);
        CheckAlone(m.Store, m.Predict, m.Forward, m.ComputeGradients, 3);
    }

    [Fact]
    public void BlocksThatKeepTheLength()
    {
        var m = new PaddedBranches(1);
        CheckAlone(m.Store, m.Predict, m.Forward, m.ComputeGradients, 0);
    }

    /// <summary>Windows of one copy make padding between real steps real, for the copies behind it as for layers.</summary>
    [Fact]
    public void CopiesOfABlockAreLayersOneAfterTheOther()
    {
        PaddedRepeated repeated = new(1);
        PaddedOneByOne single = new(2);
        repeated.Store.Values.CopyTo(single.Store.Values);
        int[] ids = [3, 0, 5, 0, 0, 2, 0, 0, 0, 7, 1, 0, 4, 9];
        float[] target = [.. Enumerable.Range(0, 2 * 7 * 4).Select(i => MathF.Sin(i))];
        Assert.Equal(single.Predict(new(ids, [2, 7])).ToArray(), repeated.Predict(new(ids, [2, 7])).ToArray());
        Assert.Equal(single.ComputeGradients(new(ids, [2, 7]), new(target, [2, 7, 4])), repeated.ComputeGradients(new(ids, [2, 7]), new(target, [2, 7, 4])));
        Assert.Equal(single.Store.Gradients.ToArray(), repeated.Store.Gradients.ToArray());
    }

    [Fact]
    public void BlocksThatShorten()
    {
        var m = new PaddedTakeFirst(1);
        CheckAlone(m.Store, m.Predict, m.Forward, m.ComputeGradients, 12);
    }

    [Fact]
    public void APoolOverEmbeddings()
    {
        var m = new PaddedPool(1);
        CheckAlone(m.Store, m.Predict, m.Forward, m.ComputeGradients, 0);
    }

    [Fact]
    public void TheFirstStep()
    {
        var m = new PaddedFirst(1);
        CheckAlone(m.Store, m.Predict, m.Forward, m.ComputeGradients, 0);
    }

    /// <summary>Filter taps 1, 10, 100 over tokens 1, 2, 3: 321.</summary>
    [Theory]
    [InlineData(new[] { 1, 2, 3 }, 321)]
    [InlineData(new[] { 2 }, 2)]
    [InlineData(new[] { 4, 4, 4, 2, 4 }, 2)]
    [InlineData(new[] { 3, 2 }, 23)]
    [InlineData(new[] { 1, 2, 3, 4, 4, 4 }, 321)]
    [InlineData(new[] { 4, 4, 1, 2, 3 }, 321)]
    [InlineData(new[] { 4, 1, 4, 3, 4 }, 301)]
    [InlineData(new[] { 1, 4, 4 }, 1)]
    public void WindowsSeeZerosAtPadding(int[] ids, float expected)
    {
        var model = Readable();
        float[] y = model.Predict(new(ids, [1, ids.Length])).ToArray();
        Assert.Contains(expected, y);
        if (ids.Length <= 3) Assert.Equal([expected], y);
    }

    [Fact]
    public void TwoWindowsOfAPaddedText() => Assert.Equal([321, 132], Readable().Predict(new([1, 2, 3, 1, 4, 4], [1, 6])).ToArray()[..2]);

    /// <summary>Without a padding id a sequence that is too short is refused, as before.</summary>
    [Fact]
    public void WithoutPaddingAShortTextIsRefused() =>
        Assert.Throws<ShapeMismatchException>(() => new Gradients.Conv1dLayer(1).Predict(new(new float[10], [1, 2, 5])));

    [Fact]
    public void EmbeddingsOfPaddingAreAndStayZero()
    {
        var model = new PaddedTextCnn(3);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(0, model.Store.Values[i]));
        Assert.NotEqual(0, model.Store.Values[5]);
        model.ComputeGradients(new([1, 2, 0, 0, 3, 4], [1, 6]), new(new float[2], [1, 2]));
        Assert.All(model.Store.Gradients[..5].ToArray(), gradient => Assert.Equal(0, gradient));
        float[] before = model.Predict(new([1, 2, 0, 0, 3, 4], [1, 6])).ToArray();
        model.Store.Values[..5].Fill(77);
        Assert.Equal(before, model.Predict(new([1, 2, 0, 0, 3, 4], [1, 6])).ToArray());
    }

    /// <summary>Keras 3's masked BatchNormalization, too.</summary>
    [Fact]
    public void StatisticsLeavePaddingOut()
    {
        var (plain, padded) = (new PaddedBatchNorm(1), new PaddedBatchNorm(1));
        Workspace workspace = new();
        float[] four = ToArray(plain.Forward(workspace, new([1, 2, 3, 4], [2, 2])));
        float[] eight = ToArray(padded.Forward(workspace, new([1, 2, 0, 0, 3, 4, 0, 0], [2, 4])));
        Compare.Close([.. eight[..6], .. eight[12..18]], four, 1e-6, "normalised");
        Compare.Close(padded.Store.Values[^6..], plain.Store.Values[^6..], 1e-6, "running statistics");

        var (alone, behind) = (new PaddedConvolutionNorm(1), new PaddedConvolutionNorm(1));
        float loss = alone.ComputeGradients(new([1, 2, 3, 4, 5, 6], [2, 3]), new(new float[4], [2, 2]));
        Assert.Equal(loss, behind.ComputeGradients(new([0, 0, 1, 2, 3, 4, 5, 6, 0, 0], [2, 5]), new(new float[4], [2, 2])), 1e-6);
        Compare.Close(behind.Store.Gradients, alone.Store.Gradients, 1e-5, "gradients");
        Compare.Close(behind.Store.Values, alone.Store.Values, 1e-6, "running statistics");
    }

    /// <summary>Where the ids are constants, the analyzer says so (MGEN4007).</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(3, "'{0}' is padded with the id 3, but PaddedTextCnn takes 0 as padding: pad with 0, or declare [Tokens(Padding = 3)] (Parameter '{0}')")]
    public void DataIsPaddedWithTheModelsId(int padding, string? message)
    {
        var model = new PaddedTextCnn(1);
        SequenceDataset<float> data = new([[5, 2], [7]], Tensor.Create(new float[4], [2, 2]), maximumLength: 14, padding, batch: 2);
        Trainer<int, float> trainer = new(model, new AdamW(model.Store));
        Check("data", () => trainer.Fit(data, new FitOptions<int, float> { Steps = 1 }));
        Check("source", () => trainer.Evaluate(data));
        Check("data", () => Evaluate.Regression<int>(model.Predict, data, width: 2));
        using PrefetchSource<int, float> ahead = new(data);
        Check("source", () => trainer.Evaluate(ahead));

        void Check(string argument, Action call)
        {
            if (message is null) call();
            else Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, argument), Assert.Throws<ArgumentException>(call).Message);
        }
    }

    private static ReadableWindows Readable()
    {
        var model = new ReadableWindows(1);
        float[] tokens = [0, 1, 2, 3, 99], taps = [1, 10, 100];
        tokens.CopyTo(model.Parameters.Embedding.Weight.Value);
        taps.CopyTo(model.Parameters.Conv1d.Weight.Value);
        return model;
    }

    private delegate Tensor<float> Prediction(ReadOnlyTensorSpan<int> input);

    private delegate ReadOnlyTensorSpan<float> ForwardPass(Workspace workspace, ReadOnlyTensorSpan<int> input);

    private delegate float Step(ReadOnlyTensorSpan<int> input, ReadOnlyTensorSpan<float> target);

    private static void CheckAlone(ParameterStore store, Prediction predict, ForwardPass forward, Step step, int padding)
    {
        RandomValues.Disturb(store);
        int[][] texts = [.. s_texts.Select(text => text.Select(id => id < 0 ? padding : id == padding ? id + 1 : id).ToArray())];
        float[][] alone = [.. texts.Select(text => Predict(text, 1))];
        float[] gradients = new float[store.Gradients.Length];
        foreach (int[] text in texts)
        {
            float[] one = GradientsOf(text, 1);
            TensorPrimitives.Add(gradients, one, gradients);
        }

        TensorPrimitives.Divide(gradients, texts.Length, gradients);
        foreach (Func<int, int> before in (Func<int, int>[])[_ => 0, room => room, room => room / 2, room => room / 3])
        {
            int[] batch = [.. texts.SelectMany(text => Padded(text, padding, before(Length - text.Length)))];
            float[] predicted = Predict(batch, texts.Length);
            for (int i = 0; i < texts.Length; i++)
            {
                Compare.Close(predicted[(i * alone[0].Length)..((i + 1) * alone[0].Length)], alone[i], 1e-6, $"text {i}");
            }

            Compare.Close(GradientsOf(batch, texts.Length), gradients, 1e-5, "gradients");
        }

        float[] Predict(int[] ids, int batch)
        {
            float[] predicted = predict(new(ids, [batch, ids.Length / batch])).ToArray();
            Compare.Close(ToArray(forward(new Workspace(), new(ids, [batch, ids.Length / batch]))), predicted, 1e-6, "training's forward");
            return predicted;
        }

        float[] GradientsOf(int[] ids, int batch)
        {
            store.ZeroGradients();
            step(new(ids, [batch, ids.Length / batch]), new(new float[batch * alone[0].Length], [batch, alone[0].Length]));
            return store.Gradients.ToArray();
        }
    }

    private static IEnumerable<int> Padded(int[] text, int padding, int before) =>
        [.. Enumerable.Repeat(padding, before), .. text, .. Enumerable.Repeat(padding, Length - text.Length - before)];

    private static float[] ToArray(ReadOnlyTensorSpan<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}

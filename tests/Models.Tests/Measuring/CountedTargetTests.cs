using System;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Measuring;

/// <summary>A held-out loss is a mean over the targets that count, however examples are put into batches.</summary>
public class CountedTargetTests
{
    private const int Examples = 7, Length = 6;

    public static TheoryData<int> Batches => [1, 2, 3, 4, 7];

    [Theory]
    [MemberData(nameof(Batches))]
    public void PaddingAndIgnoredTargetsWeighNothing(int batch)
    {
        PaddedText model = new(seed: 3);
        (double loss, long count) = Expected(model);
        LanguageReport report = Evaluate.Language(model, Data(batch));
        Assert.Equal(count, report.Tokens);
        Assert.Equal(loss, report.Loss, 1e-5);
        Assert.Equal(Math.Exp(loss), report.Perplexity, 1e-3);

        Trainer<int, int> trainer = new(model, new Sgd(model.Store, learningRate: 0));
        Assert.Equal(loss, trainer.Evaluate(Data(batch)), 1e-5);
        TrainingProgress progress = trainer.Fit(Data(2), new FitOptions<int, int> { Steps = 1, Validation = Data(batch) });
        Assert.Equal(loss, progress.ValidationLoss!.Value, 1e-5);
    }

    [Fact]
    public void TheModelNamesTheTargetsThatCount()
    {
        ITrainable<int, int> model = new PaddedText();
        Span<bool> counts = stackalloc bool[4];
        Assert.Equal(2, model.CountTargets(new([5, 0, 5, 5], [2, 2]), new([1, 1, -1, 1], [2, 2]), counts));
        Assert.Equal([true, false, false, true], counts.ToArray());
        Assert.Equal(4, ((ITrainable<float, float>)new TwoLabels()).CountTargets(new(new float[6], [2, 3]), new(new float[4], [2, 2])));
    }

    [Fact]
    public void DataWithoutATargetThatCountsIsSaid()
    {
        PaddedText model = new();
        TensorDataset<int, int> data = new(new ReadOnlyTensorSpan<int>([1, 2], [1, 2]), new ReadOnlyTensorSpan<int>([-1, -1], [1, 2]), batch: 1);
        Assert.Contains("in which a target counts", Assert.Throws<InvalidOperationException>(() => Evaluate.Language(model, data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsAreShownBesideTheLoss()
    {
        FourClasses model = new(seed: 2);
        float[] x = [0.5f, -1, 2, 1, 0, -0.5f], outputs = new float[8], expected = new float[8];
        IMeasurable<float, int> measured = model;
        Assert.Equal(8, measured.OutputCount([2, 3]));
        model.Predict(new(x, [2, 3]), new TensorSpan<float>(expected, [2, 4]));
        float loss = model.ComputeLoss(new(x, [2, 3]), new([1, 2], [2]), [], outputs);
        Assert.Equal(expected, outputs);
        Assert.Equal(model.ComputeLoss(new(x, [2, 3]), new([1, 2], [2])), loss);
        Array.Clear(outputs);
        Assert.Equal(loss, model.ComputeGradients(new(x, [2, 3]), new([1, 2], [2]), [], outputs), 1e-6f);
        for (int i = 0; i < 8; i++) Assert.Equal(expected[i], outputs[i], 1e-5f);
    }

    // Texts of different lengths, with targets to ignore among them.
    private static TensorDataset<int, int> Data(int batch)
    {
        int[] ids = new int[Examples * Length], targets = new int[Examples * Length];
        for (int i = 0; i < ids.Length; i++)
        {
            (int row, int step) = Math.DivRem(i, Length);
            ids[i] = step <= row % Length ? 1 + (int)(CounterRandom.Hash(1, (ulong)i) % 8) : 0;
            targets[i] = i % 5 == 0 ? -1 : (int)(CounterRandom.Hash(2, (ulong)i) % 9);
        }

        return new TensorDataset<int, int>(new ReadOnlyTensorSpan<int>(ids, [Examples, Length]), new ReadOnlyTensorSpan<int>(targets, [Examples, Length]), batch, shuffle: false);
    }

    // Target by target, from what Predict gives.
    private static (double Loss, long Count) Expected(PaddedText model)
    {
        Batch<int, int> batch = new();
        Data(Examples).Next(batch);
        float[] logits = new float[batch.Target.Length * 9];
        model.Predict(batch.InputTensor, new TensorSpan<float>(logits, [Examples, Length, 9]));
        (double loss, long count) = (0, 0);
        for (int i = 0; i < batch.Target.Length; i++)
        {
            if (batch.Input[i] == 0 || batch.Target[i] == -1) continue;
            ReadOnlySpan<float> row = logits.AsSpan(i * 9, 9);
            double sum = 0;
            foreach (float logit in row) sum += Math.Exp(logit);
            loss += Math.Log(sum) - row[batch.Target[i]];
            count++;
        }

        return (loss / count, count);
    }
}

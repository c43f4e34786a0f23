using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Models.Tests.Measuring;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Custom;

/// <summary>What docs/custom-training.md shows.</summary>
public class CustomTrainingTests
{
    private const int Examples = 60;

    [Fact]
    public void EqualClassWeightsAreTheModelsOwnLoss()
    {
        FourClasses own = new(seed: 1), wrapped = new(seed: 1);
        WeightedClassifier weighted = new(wrapped, [1, 1, 1, 1]);
        Batch<float, int> batch = new();
        Data().Next(batch);
        Assert.Equal(own.ComputeGradients(batch.InputTensor, batch.TargetTensor), weighted.ComputeGradients(batch.InputTensor, batch.TargetTensor), 1e-5f);
        foreach ((float a, float b) in own.Store.Gradients.ToArray().Zip(wrapped.Store.Gradients.ToArray())) Assert.Equal(a, b, 1e-6f);
        Assert.Equal(own.ComputeLoss(batch.InputTensor, batch.TargetTensor), weighted.ComputeLoss(batch.InputTensor, batch.TargetTensor), 1e-5f);
    }

    // By central differences.
    [Fact]
    public void AWeightedLossHasItsGradient()
    {
        FourClasses model = new(seed: 3);
        WeightedClassifier weighted = new(model, [1, 5, 0.5f, 2]);
        Batch<float, int> batch = new();
        Data().Next(batch);
        weighted.ComputeGradients(batch.InputTensor, batch.TargetTensor);
        float[] gradient = model.Store.Gradients.ToArray();
        for (int i = 0; i < 12; i++)
        {
            const float Step = 1e-2f;
            model.Store.Values[i] += Step;
            float up = weighted.ComputeLoss(batch.InputTensor, batch.TargetTensor);
            model.Store.Values[i] -= 2 * Step;
            float down = weighted.ComputeLoss(batch.InputTensor, batch.TargetTensor);
            model.Store.Values[i] += Step;
            Assert.Equal((up - down) / (2 * Step), gradient[i], 1e-3f);
        }
    }

    // A class that weighs more is said more often.
    [Fact]
    public void ClassWeightsMoveTheDecisions()
    {
        double[] recalls = [.. new float[] { 1, 20 }.Select(weight =>
        {
            FourClasses model = new(seed: 1);
            new WeightedClassifier(model, [1, weight, 1, 1]).Fit(Data(), epochs: 30, learningRate: 0.05f, callbacks: []);
            return Evaluate.Classifier(model.Predict, Data(), 4).Classes[1].Recall;
        })];
        Assert.True(recalls[1] > recalls[0] + 0.1, string.Join(", ", recalls));
    }

    // The gradient of a class's logit with respect to the input, against central differences.
    [Fact]
    public void Saliency()
    {
        FourClasses model = new(seed: 1);
        float[] x = [0.3f, -1, 0.5f], found = Saliency(model, x, label: 2);
        for (int i = 0; i < 3; i++)
        {
            float[] up = [.. x], down = [.. x];
            up[i] += 0.01f;
            down[i] -= 0.01f;
            Assert.Equal((model.Predict(new(up, [1, 3])).ToArray()[2] - model.Predict(new(down, [1, 3])).ToArray()[2]) / 0.02f, found[i], 1e-3f);
        }

        static float[] Saliency(FourClasses model, float[] x, int label)
        {
            Workspace work = new();
            model.Forward(work, new(x, [1, 3]));
            float[] one = new float[4], gradient = new float[3];
            one[label] = 1;
            model.Backward(work, new(one, [1, 4]), inputGradient: new TensorSpan<float>(gradient, [1, 3]));
            model.Store.ZeroGradients(); // nobody learns here
            return gradient;
        }
    }

    [Fact]
    public void TwoOptimizersInOneStep()
    {
        Encoder encoder = new(seed: 1);
        FourClasses head = new(seed: 2);
        AdamW slow = new(encoder.Store, 1e-2f), fast = new(head.Store, 3e-2f);
        Workspace encoderWork = new(), headWork = new();
        float[] back = new float[Examples * 3], gradient = new float[Examples * 4];
        Batch<float, int> batch = new();
        Data(Examples).Next(batch);
        float first = 0, last = 0;
        for (int step = 0; step < 100; step++)
        {
            ReadOnlyTensorSpan<float> code = encoder.Forward(encoderWork, batch.InputTensor);
            ReadOnlyTensorSpan<float> logits = head.Forward(headWork, code);
            last = LossKernels.CrossEntropy(ThreadTeam.Shared, Guard.Dense(logits), batch.Target, [], gradient, Examples, 4);
            if (step == 0) first = last;
            head.Backward(headWork, new(gradient, [Examples, 4]), inputGradient: new TensorSpan<float>(back, [Examples, 3]));
            encoder.Backward(encoderWork, new(back, [Examples, 3]));
            slow.Step(clearGradients: true);
            fast.Step(clearGradients: true);
        }

        Assert.True(last < 0.7f * first, $"{first} -> {last}");
    }

    [Fact]
    public void CrossValidation()
    {
        TensorDataset<float, int> all = Data();
        List<double> accuracies = [];
        foreach ((int[] train, int[] heldOut) in Folds.Stratified(Labels(), folds: 5, seed: 1))
        {
            FourClasses model = new(seed: 1);
            model.Fit(all.Take(train), epochs: 20, learningRate: 0.05f, callbacks: []);
            accuracies.Add(Evaluate.Classifier(model.Predict, all.Take(heldOut, shuffle: false), 4).Accuracy);
        }

        Assert.Equal(5, accuracies.Count);
        Assert.True(accuracies.Average() > 0.4, string.Join(", ", accuracies));
    }

    private static TensorDataset<float, int> Data(int batch = 10) => new(new ReadOnlyTensorSpan<float>(Inputs(), [Examples, 3]), Labels(), batch, seed: 1);

    private static float[] Inputs() => [.. Enumerable.Range(0, Examples * 3).Select(i => CounterRandom.Normal(1, (ulong)i))];

    // Which of four regions, with noise.
    private static int[] Labels()
    {
        float[] x = Inputs();
        return [.. Enumerable.Range(0, Examples).Select(i => (x[i * 3] + (0.7f * CounterRandom.Normal(2, (ulong)i)) > 0 ? 1 : 0) + (x[(i * 3) + 1] > 0 ? 2 : 0))];
    }
}

using System;
using System.Numerics.Tensors;
using ModelGen.Models.Tests.Measuring;
using ModelGen.Training;

namespace ModelGen.Models.Tests.Custom;

/// <summary>A loss of one's own around a generated model: cross-entropy in which each class has a weight.</summary>
internal sealed class WeightedClassifier(FourClasses model, float[] weights) : ITrainable<float, int>
{
    private readonly Workspace _work = new();
    private float[] _gradient = [];

    public ParameterStore Store => model.Store;

    public ulong RandomState
    {
        get => _work.RandomKey;
        set => _work.RandomKey = value;
    }

    public float ComputeGradients(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<int> target)
    {
        ReadOnlyTensorSpan<float> logits = model.Forward(_work, input);
        float loss = LossOf(Guard.Dense(logits), Guard.Dense(target));
        model.Backward(_work, new ReadOnlyTensorSpan<float>(_gradient, logits.Lengths));
        return loss;
    }

    public float ComputeLoss(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<int> target) => LossOf(Guard.Dense(model.Predict(input).AsReadOnlyTensorSpan()), Guard.Dense(target));

    // Σ w · -log p / Σ w, and its gradient with respect to the logits, w · (p - onehot) / Σ w.
    private float LossOf(ReadOnlySpan<float> logits, ReadOnlySpan<int> target)
    {
        int classes = weights.Length;
        _gradient = logits.ToArray();
        Probabilities.Softmax(new TensorSpan<float>(_gradient, [target.Length, classes]));
        float loss = 0, sum = 0;
        foreach (int id in target) sum += weights[id];
        for (int row = 0; row < target.Length; row++)
        {
            Span<float> p = _gradient.AsSpan(row * classes, classes);
            float weight = weights[target[row]] / sum;
            loss -= weight * MathF.Log(p[target[row]]);
            p[target[row]] -= 1;
            TensorPrimitives.Multiply(p, weight, p);
        }

        return loss;
    }
}

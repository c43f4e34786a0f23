using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Training;

namespace ModelGen.Evaluation;

/// <summary>Judges models: one epoch of data goes through <c>Predict</c>, a typed report comes out.</summary>
/// <remarks>The data is reset first, so that every judgement sees the same. It must have an end. Where it has weights of examples, or the loss of classes, every mean and part is weighed; numbers of examples are not.</remarks>
public static partial class Evaluate
{
    /// <summary>A classifier trained with <see cref="Loss.CrossEntropy"/>.</summary>
    /// <param name="predict">The model's Predict, giving logits [B, classes].</param>
    /// <param name="data">One class id per example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="names">The classes' names; null: their numbers.</param>
    /// <param name="classWeights">[classes], by which examples count, times their own weights; null: those of the loss, where <paramref name="predict"/> is the model's own, otherwise none; empty: none.</param>
    /// <exception cref="ArgumentException">Not a weight for each class, or one that is not a number of at least 0.</exception>
    /// <exception cref="InvalidOperationException">No data, a label outside the classes, or outputs that are not finite.</exception>
    public static ClassificationReport Classifier<TInput>(Prediction<TInput> predict, IDataSource<Batch<TInput, int>> data, int classes, IReadOnlyList<string>? names = null, IReadOnlyList<double>? classWeights = null)
        where TInput : unmanaged
    {
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        double[] byClass = ClassWeights(predict.Target, classes, classWeights);
        Scores scores = new(classes, names);
        ForEachBatch(predict, data, classes, nameof(classes), (outputs, batch) =>
        {
            if (batch.Target.Length != batch.Examples) throw new InvalidOperationException($"Targets are {Guard.Describe(batch.TargetTensor.Lengths)}, expected one class id per example: judge language models with Evaluate.Language");
            for (int row = 0; row < batch.Examples; row++) scores.AddLogits(outputs.Slice(row * classes, classes), batch.Target[row], Weight(batch, row) * ((uint)batch.Target[row] < (uint)byClass.Length ? byClass[batch.Target[row]] : 1));
        });
        return scores.ToReport();
    }

    /// <summary>A classifier of two classes, trained with <see cref="Loss.BinaryCrossEntropy"/> on one output.</summary>
    /// <param name="predict">The model's Predict, giving one logit [B, 1].</param>
    /// <param name="data">0 or 1 per example.</param>
    /// <param name="threshold">From which probability on an example counts as positive.</param>
    /// <param name="names">The names of negatives and positives; null: 0 and 1.</param>
    /// <exception cref="InvalidOperationException">No data, a target that is neither 0 nor 1, or outputs that are not finite.</exception>
    public static ClassificationReport Binary<TInput>(Prediction<TInput> predict, IDataSource<Batch<TInput, float>> data, double threshold = 0.5, IReadOnlyList<string>? names = null)
        where TInput : unmanaged
    {
        Scores scores = new(2, names);
        ForEachBatch(predict, data, 1, null, (outputs, batch) =>
        {
            if (batch.Target.Length != batch.Examples) throw new InvalidOperationException($"Targets are {Guard.Describe(batch.TargetTensor.Lengths)}, expected one number per example, [{batch.Examples}, 1]: judge several labels per example with Evaluate.MultiLabel");
            for (int row = 0; row < batch.Examples; row++)
            {
                float target = batch.Target[row];
                if (target is not (0 or 1)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A target is {target}, neither 0 nor 1"));
                scores.AddLogit(outputs[row], (int)target, threshold, Weight(batch, row));
            }
        });
        return scores.ToReport();
    }

    /// <summary>A model of numbers.</summary>
    /// <param name="predict">The model's Predict, giving [B, width].</param>
    /// <param name="data">As many numbers per example.</param>
    /// <param name="width">The number of outputs.</param>
    /// <exception cref="InvalidOperationException">No data, or outputs that are not finite.</exception>
    public static RegressionReport Regression<TInput>(Prediction<TInput> predict, IDataSource<Batch<TInput, float>> data, int width = 1)
        where TInput : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        List<(float Target, float Prediction)> pairs = [];
        List<double> weights = [];
        ForEachBatch(predict, data, width, nameof(width), (outputs, batch) =>
        {
            if (batch.Target.Length != outputs.Length) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Targets are {Guard.Describe(batch.TargetTensor.Lengths)}, expected {width} for each of {batch.Examples} examples"));
            for (int i = 0; i < outputs.Length; i++) pairs.Add((batch.Target[i], outputs[i]));
            for (int row = 0; row < batch.Examples; row++) weights.Add(Weight(batch, row));
        });
        return RegressionSums.ToReport(pairs, width, weights);
    }

    /// <summary>A language model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Windows of a text; <see cref="TokenOrder.Sequential"/> has an end.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <exception cref="InvalidOperationException">No data.</exception>
    public static LanguageReport Language(ITrainable<int, int> model, IDataSource<Batch<int, int>> data, int batches = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        PaddingId.Check(model, data, nameof(data));
        Batch<int, int> batch = new();
        double sum = 0, total = 0;
        long tokens = 0;
        using RewoundSource<Batch<int, int>> rewound = new(data);
        long most = Math.Min(batches, data.BatchesPerEpoch ?? long.MaxValue);
        for (long i = 0; i < most && data.Next(batch); i++)
        {
            if (ExampleWeights.AreZero(batch.Weights)) continue;
            // Batches may differ in how many targets are ignored or padding, and in weights: the mean is over those that count.
            double weight = model.TotalWeight(batch.InputTensor, batch.TargetTensor, batch.Weights);
            sum += model.ComputeLoss(batch.InputTensor, batch.TargetTensor, batch.Weights) * weight;
            total += weight;
            tokens += model.CountTargets(batch.InputTensor, batch.TargetTensor);
        }

        return total == 0 ? throw NoData() : new LanguageReport(tokens, sum / total);
    }

    private static double[] ClassWeights(object? model, int classes, IReadOnlyList<double>? given)
    {
        double[] weights = [.. given ?? []];
        if (given is null && model is IClassWeighted { ClassWeights: var own } && own.Length == classes)
        {
            weights = new double[classes];
            for (int i = 0; i < classes; i++) weights[i] = own[i];
        }

        if (weights.Length is not 0 && weights.Length != classes) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {weights.Length} weights for {classes} classes"), "classWeights");
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0) || double.IsInfinity(weight));
        return wrong < 0 ? weights : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of class {wrong} is {weights[wrong]}: use a number of at least 0"), "classWeights");
    }

    private static double Weight<TInput, TTarget>(Batch<TInput, TTarget> batch, int example)
        where TInput : unmanaged
        where TTarget : unmanaged => batch.Weights.IsEmpty ? 1 : batch.Weights[example];

    private delegate void Visit<TInput, TTarget>(ReadOnlySpan<float> outputs, Batch<TInput, TTarget> batch)
        where TInput : unmanaged
        where TTarget : unmanaged;

    private static void ForEachBatch<TInput, TTarget>(Prediction<TInput> predict, IDataSource<Batch<TInput, TTarget>> data, int width, string? argument, Visit<TInput, TTarget> visit)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(data);
        PaddingId.Check(predict.Target, data, nameof(data));
        Batch<TInput, TTarget> batch = new();
        float[] outputs = [];
        using RewoundSource<Batch<TInput, TTarget>> rewound = new(data);
        bool isEmpty = true;
        for (; data.Next(batch); isEmpty = false)
        {
            if (outputs.Length < batch.Examples * width) outputs = new float[batch.Examples * width];
            Span<float> rows = outputs.AsSpan(0, batch.Examples * width);
            Predict(predict, batch.InputTensor, new TensorSpan<float>(rows, [batch.Examples, width]), argument);
            if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(rows))) throw new InvalidOperationException("The outputs are not finite: the weights are damaged or training diverged; load weights from before");
            visit(rows, batch);
        }

        if (isEmpty) throw NoData();
    }

    // A width that the caller gave: a model with another number of outputs would be said of a tensor that the caller never saw.
    private static void Predict<TInput>(Prediction<TInput> predict, ReadOnlyTensorSpan<TInput> input, TensorSpan<float> output, string? argument)
        where TInput : unmanaged
    {
        try
        {
            predict(input, output);
        }
        catch (ShapeMismatchException mismatch) when (mismatch.Argument == "output" && argument is not null)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{argument} is {output.Lengths[^1]}, but {mismatch.Model} gives {mismatch.Expected}: give the model's number of outputs, or the predictions of the model that the data is for"), argument, mismatch);
        }
    }

    private static InvalidOperationException NoData() => new("The data has no batch in which a target counts: there is nothing to judge by");
}

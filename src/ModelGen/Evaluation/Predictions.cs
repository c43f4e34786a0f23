using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics.Tensors;
using System.Threading;
using ModelGen.Data;

namespace ModelGen.Evaluation;

/// <summary>Predicts over a data source, batch by batch. Targets, if it has any, are passed over; a source without is made with WithoutTargets of a data set.</summary>
/// <remarks>The source is read from its start, in its order for seed 0, for one epoch, and left where it stood. Let it not shuffle where rows are to stand in the order of the examples.</remarks>
public static class Predictions
{
    /// <summary>The outputs of all examples.</summary>
    /// <param name="predict">The model's Predict or PredictProbabilities, giving [B, width].</param>
    /// <param name="data">The inputs.</param>
    /// <param name="width">The number of outputs of an example.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>[examples, width].</returns>
    /// <exception cref="InvalidOperationException">No data.</exception>
    public static Tensor<float> Of<TInput, TTarget>(Prediction<TInput> predict, IDataSource<Batch<TInput, TTarget>> data, int width, IProgress<PredictionProgress>? progress = null, CancellationToken cancellationToken = default)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        List<float> outputs = [];
        foreach (float[] rows in InBatches(predict, data, width, progress, cancellationToken)) outputs.AddRange(rows);
        float[] all = [.. outputs];
        return Tensor.Create(all, [all.Length / width, width]);
    }

    /// <summary>The outputs, a batch at a time: for more data than memory holds.</summary>
    /// <param name="predict">The model's Predict or PredictProbabilities, giving [B, width].</param>
    /// <param name="data">The inputs.</param>
    /// <param name="width">The number of outputs of an example.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>[B, width] of each batch, row-major.</returns>
    /// <exception cref="InvalidOperationException">No data.</exception>
    public static IEnumerable<float[]> InBatches<TInput, TTarget>(Prediction<TInput> predict, IDataSource<Batch<TInput, TTarget>> data, int width, IProgress<PredictionProgress>? progress = null, CancellationToken cancellationToken = default)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return Walk(predict, data, width, progress, cancellationToken);
    }

    private static IEnumerable<float[]> Walk<TInput, TTarget>(Prediction<TInput> predict, IDataSource<Batch<TInput, TTarget>> data, int width, IProgress<PredictionProgress>? progress, CancellationToken cancellationToken)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        Stopwatch clock = Stopwatch.StartNew();
        Batch<TInput, TTarget> batch = new();
        using RewoundSource<Batch<TInput, TTarget>> rewound = new(data);
        long most = data.BatchesPerEpoch ?? long.MaxValue, examples = 0, batches = 0;
        while (batches < most && data.Next(batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            float[] rows = new float[batch.Examples * width];
            predict(batch.InputTensor, new TensorSpan<float>(rows, [batch.Examples, width]));
            examples += batch.Examples;
            batches++;
            progress?.Report(new PredictionProgress(examples, batches, data.BatchesPerEpoch, clock.Elapsed, IsDone: false));
            yield return rows;
        }

        if (batches == 0) throw new InvalidOperationException("The data has no batch: there is nothing to predict from");
        progress?.Report(new PredictionProgress(examples, batches, batches, clock.Elapsed, IsDone: true));
    }
}

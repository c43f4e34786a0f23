using System;
using System.Collections.Generic;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>Tries learning rates from small to large, one update each, and sees where the loss falls fastest. Weights, optimizer and data are as before afterwards.</summary>
/// <remarks>Smith 2017, arXiv:1506.01186. The loss is smoothed by an exponential mean without bias, and the trial ends when it is four times its lowest value, both as in fastai.</remarks>
public static class LearningRateFinder
{
    private const double Smoothing = 0.95, TooMuch = 4;

    /// <summary>Tries rates on a model.</summary>
    /// <param name="model">The model; its weights and random state are put back.</param>
    /// <param name="optimizer">Makes the optimizer to try: <c>store => new AdamW(store)</c>. The one that trains later is another.</param>
    /// <param name="data">The training data; it is left where it stood.</param>
    /// <param name="from">The first rate.</param>
    /// <param name="to">The last rate.</param>
    /// <param name="steps">The number of updates, at least 10.</param>
    /// <exception cref="InvalidOperationException">Already the first rates are too large to see a fall.</exception>
    public static LearningRateCurve Find<TBatch>(ITrainable<TBatch> model, Func<ParameterStore, Optimizer> optimizer, IDataSource<TBatch> data, float from = 1e-6f, float to = 1, int steps = 100)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 10);
        Positive.Only(from);
        if (!(to > from) || !float.IsFinite(to)) throw new ArgumentOutOfRangeException(nameof(to), "The last rate is larger than the first");
        OptimizerState values = new("before", model.Store);
        values.CopyFrom(model.Store);
        float[] buffers = model.Store.BufferValues.ToArray();
        (ulong random, DataPosition position) = (model.RandomState, data.Position);
        try
        {
            return Judge(Try(model, optimizer, data, from, to, steps));
        }
        finally
        {
            values.CopyTo(model.Store);
            buffers.CopyTo(model.Store.BufferValues);
            model.Store.ZeroGradients();
            model.RandomState = random;
            data.Position = position;
        }
    }

    private static List<(double Rate, double Loss)> Try<TBatch>(ITrainable<TBatch> model, Func<ParameterStore, Optimizer> optimizer, IDataSource<TBatch> data, float from, float to, int steps)
        where TBatch : class, IBatch<TBatch>, new()
    {
        Trainer<TBatch> trainer = new(model, optimizer(model.Store), new TrainerOptions { Schedule = new Rising(from, to, steps) });
        TBatch batch = new();
        List<(double, double)> points = [];
        double mean = 0, lowest = double.PositiveInfinity;
        for (int step = 0; step < steps; step++)
        {
            if (!data.Next(batch) && !data.Next(batch)) throw new InvalidOperationException("The training data has no batch");
            float loss;
            try
            {
                loss = trainer.Step(batch);
            }
            catch (TrainingDivergedException)
            {
                break; // which is what such a rate does
            }

            mean = (Smoothing * mean) + ((1 - Smoothing) * loss);
            double smooth = mean / (1 - Math.Pow(Smoothing, step + 1));
            lowest = Math.Min(lowest, smooth);
            if (step > 0 && smooth > TooMuch * Math.Abs(lowest)) break;
            points.Add((trainer.Optimizer.LearningRate, smooth));
        }

        return points;
    }

    // The steepest fall over the logarithm of the rate, before the lowest loss.
    private static LearningRateCurve Judge(List<(double Rate, double Loss)> points)
    {
        int lowest = 0, steepest = -1;
        for (int i = 1; i < points.Count; i++)
        {
            if (points[i].Loss < points[lowest].Loss) lowest = i;
        }

        double slope = 0;
        for (int i = 1; i < lowest; i++)
        {
            double own = (points[i + 1].Loss - points[i - 1].Loss) / Math.Log(points[i + 1].Rate / points[i - 1].Rate);
            if (own < slope) (slope, steepest) = (own, i);
        }

        if (steepest < 0) throw new InvalidOperationException("The loss never falls: begin with a smaller rate (from), or take more steps");
        return new LearningRateCurve(points, (float)points[steepest].Rate, (float)points[^1].Rate);
    }

    private sealed class Rising(double from, double to, int steps) : ISchedule
    {
        public float LearningRate(long step) => (float)(from * Math.Pow(to / from, step / (steps - 1.0)));
    }
}

using System;
using System.Linq;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class LearningRateFinderTests
{
    [Fact]
    public void ARateThatLearnsIsFoundAndNothingIsChanged()
    {
        ReferenceMlp model = new(dropout: 0.1);
        TensorDataset<float, int> data = ToyData.Make(200, batch: 20);
        data.Next(new Batch<float, int>());
        float[] before = model.Store.Values.ToArray();
        (ulong random, DataPosition position) = (model.RandomState, data.Position);
        LearningRateCurve curve = LearningRateFinder.Find(model, store => new Sgd(store), data, from: 1e-4f, to: 100);
        Assert.Equal(before, model.Store.Values);
        Assert.Equal(-1, model.Store.Gradients.IndexOfAnyExcept(0f));
        Assert.Equal((random, position), (model.RandomState, data.Position));
        Assert.Equal(1e-4, curve.Points[0].Rate, 1e-9);
        Assert.Equal(curve.Points.Select(point => point.Rate).Order(), curve.Points.Select(point => point.Rate));
        Assert.InRange(curve.Suggestion, 0.01f, 10);
        Assert.True(curve.Suggestion < curve.Diverges);

        // It learns, and ten times what diverges does not.
        Assert.True(Loss(curve.Suggestion) < 0.8 * Loss(0));
        float Loss(float rate)
        {
            ReferenceMlp own = new();
            Trainer<float, int> trainer = new(own, new Sgd(own.Store, rate));
            trainer.Fit(ToyData.Make(200, batch: 20), new FitOptions<float, int> { Epochs = 5 });
            return trainer.Evaluate(ToyData.Make(200, batch: 20));
        }
    }

    [Fact]
    public void ALossThatNeverFallsIsSaid()
    {
        ReferenceMlp model = new();
        Assert.Contains("never falls", Assert.Throws<InvalidOperationException>(() => LearningRateFinder.Find(model, store => new Sgd(store), ToyData.Make(40), from: 1e6f, to: 1e9f)).Message, StringComparison.Ordinal);
    }
}

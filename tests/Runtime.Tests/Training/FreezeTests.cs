using System;
using ModelGen.Data;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

public sealed class FreezeTests
{
    [Fact]
    public void AFrozenParameterStaysAndMovesAgainWhenUnfrozen()
    {
        ReferenceMlp model = new();
        Parameter frozen = model.Store.Parameters[2], free = model.Store.Parameters[0];
        frozen.Freeze();
        Trainer<float, int> trainer = new(model, new AdamW(model.Store, 0.01f, weightDecay: 0.5f, groups: [ParameterGroup.Rest with { L1 = 0.1f }]));
        float[] before = frozen.Value.ToArray(), other = free.Value.ToArray();
        TensorDataset<float, int> data = ToyData.Make(64);
        trainer.Fit(data, new FitOptions<float, int> { Steps = 5 });
        Assert.Equal(before, frozen.Value);
        Assert.NotEqual(other, free.Value.ToArray());
        Assert.Equal(-1, trainer.Optimizer.States[0].Values.Slice(frozen.Offset, frozen.Count).IndexOfAnyExcept(0f));

        frozen.Unfreeze();
        trainer.Fit(data, new FitOptions<float, int> { Steps = 6 });
        Assert.NotEqual(before, frozen.Value.ToArray());
    }

    [Fact]
    public void TheNormIsThatOfWhatIsTrained()
    {
        (double all, double part) = (Norm(frozen: false), Norm(frozen: true));
        Assert.InRange(part, 1e-6, all * 0.999);
    }

    [Fact]
    public void GradientsOfFrozenParametersAreDropped()
    {
        ReferenceMlp model = new();
        Parameter frozen = model.Store.Parameters[0];
        frozen.Freeze();
        Sgd optimizer = new(model.Store, 0.01f);
        Batch<float, int> batch = new();
        ToyData.Make(8).Next(batch);
        model.ComputeGradients(batch.InputTensor, batch.TargetTensor);
        frozen.Gradient[0] = float.NaN; // nobody asks
        optimizer.Step(clearGradients: true);
        Assert.Equal(-1, model.Store.Gradients.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void AViewOfRowsCannotBeFrozen() =>
        Assert.Contains("freeze those", Assert.Throws<InvalidOperationException>(() => new ReferenceMlp().Store.Parameters[0].Rows(0, 2).Freeze()).Message, StringComparison.Ordinal);

    private static double Norm(bool frozen)
    {
        ReferenceMlp model = new();
        if (frozen) model.Store.Parameters[0].Freeze();
        Trainer<float, int> trainer = new(model, new Sgd(model.Store), new TrainerOptions { ClipNorm = 1000 });
        trainer.Fit(ToyData.Make(8), new FitOptions<float, int> { Steps = 1 });
        return trainer.GradientNorm;
    }
}

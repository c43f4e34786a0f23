using System;
using System.Numerics.Tensors;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>The optimizers against PyTorch's: losses along the way and weights after the last step.</summary>
public sealed class OptimizerGoldenTests
{
    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("adam_clip")]
    public void FiveStepsAgree(string name)
    {
        ReferenceMlp model = new();
        Optimizer optimizer = name switch
        {
            "sgd" => new Sgd(model.Store, 0.1f),
            "momentum" => new Sgd(model.Store, 0.1f, momentum: 0.9f),
            "nesterov" => new Sgd(model.Store, 0.1f, momentum: 0.9f, nesterov: true),
            _ => new Adam(model.Store, 0.01f),
        };
        TrainerOptions options = new() { ClipNorm = name == "adam_clip" ? 0.05f : 0 };
        Agree(model, optimizer, options, $"optim.{name}.losses", $"optim.{name}.after.", steps: 5);
    }

    [Fact]
    public void ThreeStepsOfAdamWAgree()
    {
        ReferenceMlp model = new();
        AdamW optimizer = new(model.Store, 0.01f, epsilon: 1e-4f, weightDecay: 0.1f);
        Agree(model, optimizer, new TrainerOptions(), "adamw.losses", "adamw.after.", steps: 3);
    }

    [Fact]
    public void TheReferenceModelHasTheStoredGradients()
    {
        using Golden golden = Golden.Open("mlp");
        ReferenceMlp model = new();
        WeightFile.Load(model.Store, golden.Weights);
        float loss = model.ComputeGradients(new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [8, 20]), golden.Ints("in.labels"));
        Assert.Equal(golden.Floats("out.loss")[0], loss, 1e-6f);
        foreach (Parameter parameter in model.Store.Parameters) Assert.True(Distance(golden.Floats("grad." + parameter.Name), parameter.Gradient) < 1e-5);
    }

    private static void Agree(ReferenceMlp model, Optimizer optimizer, TrainerOptions options, string lossName, string afterPrefix, int steps)
    {
        using Golden golden = Golden.Open("mlp");
        WeightFile.Load(model.Store, golden.Weights);
        float[] x = golden.Floats("in.x"), losses = golden.Floats(lossName);
        int[] labels = golden.Ints("in.labels");
        Trainer<float, int> trainer = new(model, optimizer, options);
        for (int step = 0; step < steps; step++)
        {
            float loss = trainer.Step(new ReadOnlyTensorSpan<float>(x, [8, 20]), labels);
            Assert.Equal(losses[step], loss, 2e-6f);
        }

        Assert.Equal(steps, trainer.Steps);
        foreach (Parameter parameter in model.Store.Parameters)
            Assert.True(Distance(golden.Floats(afterPrefix + parameter.Name), parameter.Value) < 1e-5, $"{parameter.Name}: {Distance(golden.Floats(afterPrefix + parameter.Name), parameter.Value)}");
    }

    // ‖a - b‖ / ‖a‖
    private static double Distance(ReadOnlySpan<float> expected, ReadOnlySpan<float> found) => TensorPrimitives.Distance(expected, found) / TensorPrimitives.Norm(expected);
}

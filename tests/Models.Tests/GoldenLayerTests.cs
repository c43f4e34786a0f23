using System;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;

namespace ModelGen.Models.Tests;

/// <summary>As <see cref="GoldenTests"/>, for convolutions, running statistics and recurrence.</summary>
public class GoldenLayerTests
{
    [Fact]
    public void Cnn()
    {
        using Golden golden = Golden.Open("cnn");
        var model = new GoldenCnn();
        model.Load(Golden.PathOf("cnn.safetensors"));
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [4, 3, 12, 12]);
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [4]);

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, labels)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        CheckGradients(model.Store, golden);

        model.Store.ZeroGradients();
        float[] inputGradient = InputGradient(golden.Floats("in.x"), [4, 3, 12, 12], golden.Ints("in.labels"), 5, model.Forward, model.Backward);
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");
        CheckGradients(model.Store, golden);
        CheckAdamW(model.Store, golden, () => model.ComputeGradients(new(golden.Floats("in.x"), [4, 3, 12, 12]), new(golden.Ints("in.labels"), [4])));
    }

    [Fact]
    public void CnnWithBatchNorm()
    {
        using Golden golden = Golden.Open("cnn_bn");
        var model = new GoldenResidualCnn();
        Assert.Equal(6, model.Store.Tensors.Count - model.Store.Parameters.Count);
        foreach (Parameter tensor in model.Store.Tensors)
        {
            golden.Weight(Bare(tensor)).CopyTo(tensor.Value);
        }

        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [5, 3, 8, 8]);
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [5]);
        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.eval_logits"), 1e-4, "logits of prediction");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        foreach (Parameter tensor in model.Store.Tensors)
        {
            if (tensor.IsBuffer) Compare.Close(tensor.Value, golden.Floats($"state.{Bare(tensor)}.after"), 1e-4, tensor.Name);
            else Compare.Close(tensor.Gradient, golden.Floats("grad." + Bare(tensor)), 1e-3, "gradient of " + tensor.Name);
        }

        var workspace = new Workspace();
        Compare.Close(Flat(model.Forward(workspace, input)), golden.Floats("out.logits"), 1e-4, "logits of training");
        float[] inputGradient = InputGradient(golden.Floats("in.x"), [5, 3, 8, 8], golden.Ints("in.labels"), 4, model.Forward, model.Backward);
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");

        static string Bare(Parameter tensor) => tensor.Name.Replace("branch.", "", StringComparison.Ordinal);
    }

    [Fact]
    public void ResNetWithProjection()
    {
        using Golden golden = Golden.Open("resnet18");
        var model = new GoldenResNet();
        model.Load(Golden.PathOf("resnet18.safetensors"));
        int batch = golden.Ints("in.labels").Length;
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [batch, 3, 26, 30]);
        var labels = new ReadOnlyTensorSpan<int>(golden.Ints("in.labels"), [batch]);
        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.eval_logits"), 1e-4, "logits of prediction");
        Compare.Close([model.ComputeGradients(input, labels)], golden.Floats("out.loss"), 1e-4, "training loss");
        foreach (Parameter tensor in model.Store.Tensors)
        {
            if (tensor.IsBuffer) Compare.Close(tensor.Value, golden.Floats($"state.{tensor.Name}.after"), 1e-4, tensor.Name);
            else Compare.Close(tensor.Gradient, golden.Floats("grad." + tensor.Name), 1e-3, "gradient of " + tensor.Name);
        }

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.eval_logits_after"), 1e-4, "logits of prediction with the new statistics");
    }

    [Fact]
    public void RunningStatisticsAreSavedWithTheWeights()
    {
        float[] x = RandomValues.Centred(4 * 3 * 8 * 8, 3);
        int[] labels = [0, 1, 2, 3];
        var trained = new GoldenResidualCnn(1);
        trained.ComputeGradients(new(x, [4, 3, 8, 8]), new(labels, [4]));
        using var file = new System.IO.MemoryStream();
        trained.Save(file);
        file.Position = 0;
        var loaded = new GoldenResidualCnn(2);
        Assert.NotEqual(Flat(trained.Predict(new(x, [4, 3, 8, 8]))), Flat(loaded.Predict(new(x, [4, 3, 8, 8]))));
        loaded.Load(file);
        Assert.Equal(Flat(trained.Predict(new(x, [4, 3, 8, 8]))), Flat(loaded.Predict(new(x, [4, 3, 8, 8]))));
        Assert.Equal(trained.Store.BufferValues.ToArray(), loaded.Store.BufferValues.ToArray());
        Assert.Contains(loaded.Store.Tensors, tensor => tensor.Name == "branch.bn2.running_var");
    }

    [Fact]
    public void OptimizersLeaveRunningStatisticsAlone()
    {
        var model = new GoldenResidualCnn(1);
        float[] before = model.Store.BufferValues.ToArray();
        Assert.NotEmpty(model.Store.Gradients.ToArray());
        new AdamW(model.Store, learningRate: 0.1f, weightDecay: 0.5f).Step();
        Assert.Equal(before, model.Store.BufferValues.ToArray());
        Assert.Throws<InvalidOperationException>(() => model.Parameters.Bn0.RunningMean.Gradient.Length);
    }

    [Fact]
    public void Lstm()
    {
        using Golden golden = Golden.Open("lstm");
        var model = new GoldenLstm();
        model.Load(Golden.PathOf("lstm.safetensors"));
        int[] ids = golden.Ints("in.ids");
        float[] labels = Array.ConvertAll(golden.Ints("in.labels"), label => (float)label);
        var input = new ReadOnlyTensorSpan<int>(ids, [4, 9]);
        var target = new ReadOnlyTensorSpan<float>(labels, [4, 1]);

        Compare.Close(Flat(model.Predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        CheckGradients(model.Store, golden);
        CheckAdamW(model.Store, golden, () => model.ComputeGradients(new(ids, [4, 9]), new(labels, [4, 1])));
    }

    [Fact]
    public void Gru()
    {
        using Golden golden = Golden.Open("gru");
        var model = new GoldenGru();
        model.Load(Golden.PathOf("gru.safetensors"));
        var input = new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [4, 8, 6]);
        float[] prediction = golden.Floats("out.prediction"), target = golden.Floats("in.target");

        Compare.Close(Flat(model.Predict(input)), prediction, 1e-4, "prediction");
        Compare.Close([model.ComputeGradients(input, new(target, [4, 3]))], golden.Floats("out.loss"), 1e-4, "training loss");
        CheckGradients(model.Store, golden);

        var workspace = new Workspace();
        model.Forward(workspace, input);
        float[] inputGradient = new float[4 * 8 * 6], gradient = new float[12];
        TensorPrimitives.Subtract(prediction, target, gradient);
        TensorPrimitives.Divide(gradient, 6, gradient);
        model.Backward(workspace, new(gradient, [4, 3]), new(inputGradient, [4, 8, 6]));
        Compare.Close(inputGradient, golden.Floats("grad.in.x"), 1e-3, "grad.in.x");
    }
}

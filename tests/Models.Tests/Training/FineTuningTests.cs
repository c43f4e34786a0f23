using System;
using System.IO;
using System.Linq;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Models.Tests.Training;

/// <summary>A pre-trained trunk under a new head: partial loads, frozen layers.</summary>
public class FineTuningTests
{
    private static readonly float[] s_inputs = RandomValues.Centred(6 * 8, 4);
    private static readonly int[] s_targets = [0, 1, 2, 0, 1, 2];

    [Fact]
    public void ATrunkIsLoadedUnderANewHead()
    {
        Pretrained source = Moved(new Pretrained(1));
        using MemoryStream file = new();
        source.Save(file);
        Tuned model = new(5);
        float[] head = model.Parameters.Head.Weight.Value.ToArray();

        file.Position = 0;
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => model.Load(file));
        Assert.Contains("tensor 'head.weight' is [10, 8], expected [3, 8]", error.Message, StringComparison.Ordinal);

        file.Position = 0;
        LoadReport report = model.Load(file, LoadOptions.Partial);
        Assert.Equal(["head.weight", "head.bias"], report.OtherShapes.Select(other => other.Name));
        Assert.Empty(report.Missing);
        Assert.Empty(report.Unexpected);
        Assert.Equal(source.Store.Tensors.Count - 2, report.Loaded.Count);
        Assert.Equal(head, model.Parameters.Head.Weight.Value.ToArray());
        Assert.Equal(source.Parameters.Stem.Weight.Value.ToArray(), model.Parameters.Stem.Weight.Value.ToArray());
        Assert.Equal(source.Parameters.Bn.RunningVariance.Value.ToArray(), model.Parameters.Bn.RunningVariance.Value.ToArray());
        Assert.Contains("of another shape: 'head.weight' is [10, 8], expected [3, 8]", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CopyFromCopiesByName()
    {
        Pretrained source = Moved(new Pretrained(1));
        Tuned model = new(5);
        Assert.Contains("'head.weight' is [10, 8], expected [3, 8]", Assert.Throws<ArgumentException>(() => model.CopyFrom(source)).Message, StringComparison.Ordinal);
        Assert.NotEqual(source.Parameters.Stem.Weight.Value.ToArray(), model.Parameters.Stem.Weight.Value.ToArray());
        LoadReport report = model.CopyFrom(source, LoadOptions.Partial);
        Assert.Equal(2, report.OtherShapes.Count);
        Assert.Equal(source.Parameters.Stem.Weight.Value.ToArray(), model.Parameters.Stem.Weight.Value.ToArray());
        Assert.Equal(source.Parameters.Body[2].Linear1.Weight.Value.ToArray(), model.Parameters.Body[2].Linear1.Weight.Value.ToArray());

        Pretrained twin = new(9);
        Assert.True(twin.CopyFrom(source).IsComplete);
        Assert.Equal(Tensors(source), Tensors(twin));
        Assert.Contains("The models do not fit", Assert.Throws<ArgumentException>(() => new LineModel(1).CopyFrom(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelIsMadeFromAFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"modelgen-{Guid.NewGuid():N}.safetensors");
        try
        {
            Pretrained source = Moved(new Pretrained(1));
            source.Save(path);
            Pretrained loaded = new(path);
            Assert.Equal(Tensors(source), Tensors(loaded));

            // What the file lacks is what the same seed draws.
            Tuned tuned = new(path, LoadOptions.Partial with { Seed = 7 }), drawn = new(7);
            Assert.Equal(drawn.Parameters.Head.Weight.Value.ToArray(), tuned.Parameters.Head.Weight.Value.ToArray());
            Assert.Equal(source.Parameters.Stem.Weight.Value.ToArray(), tuned.Parameters.Stem.Weight.Value.ToArray());
            Assert.Throws<WeightFormatException>(() => new Tuned(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AnyNodeIsFrozenWithAllBelow()
    {
        Tuned model = Moved(new Tuned(1));
        model.Parameters.Freeze();
        Assert.All(model.Store.Tensors, tensor => Assert.True(tensor.IsFrozen));
        model.Parameters.Head.Unfreeze();
        model.Parameters.Body[2].Unfreeze();
        model.Parameters.Body[..1].Unfreeze();
        model.Parameters.Bn.Bias.Unfreeze();
        Assert.Equal(
            ["bn.bias", "body.0", "body.2", "head"],
            model.Store.Tensors.Where(tensor => !tensor.IsFrozen).Select(tensor => tensor.Name is "bn.bias" ? tensor.Name : tensor.Name.StartsWith("body", StringComparison.Ordinal) ? tensor.Name[..6] : tensor.Name[..4]).Distinct());

        float[] before = model.Store.Values.ToArray(), statistics = model.Store.BufferValues.ToArray();
        Trainer<float, int> trainer = new(model, new AdamW(model.Store, 0.01f, weightDecay: 0.1f));
        for (int i = 0; i < 3; i++) trainer.Step(new(s_inputs, [6, 8]), new(s_targets, [6]));
        Assert.Equal(statistics, model.Store.BufferValues.ToArray());
        foreach (Parameter parameter in model.Store.Parameters)
        {
            bool stayed = parameter.Value.SequenceEqual(before.AsSpan(parameter.Offset, parameter.Count));
            Assert.True(stayed == parameter.IsFrozen, parameter.Name);
        }

        // The schedule of gradual unfreezing: the optimizer that is there goes on.
        model.Parameters.Unfreeze();
        trainer.Step(new(s_inputs, [6, 8]), new(s_targets, [6]));
        Assert.NotEqual(statistics, model.Store.BufferValues.ToArray());
        Assert.All(model.Store.Parameters, parameter => Assert.False(parameter.Value.SequenceEqual(before.AsSpan(parameter.Offset, parameter.Count)), parameter.Name));
    }

    [Fact]
    public void AFrozenNormNormalisesWithItsRunningStatistics()
    {
        // So training computes what prediction does, and its gradients are those of the predicted loss.
        Tuned model = Moved(new Tuned(1));
        for (int i = 0; i < 5; i++) model.ComputeGradients(new(s_inputs, [6, 8]), new(s_targets, [6]));
        model.Parameters.Bn.Freeze();
        model.Store.ZeroGradients();
        float loss = model.ComputeGradients(new(s_inputs, [6, 8]), new(s_targets, [6]));
        Assert.Equal(model.ComputeLoss(new(s_inputs, [6, 8]), new(s_targets, [6])), loss, 1e-5f);
        foreach (Parameter parameter in new[] { model.Parameters.Stem.Weight, model.Parameters.Body[0].Linear1.Bias, model.Parameters.Bn.Weight, model.Parameters.Bn.Bias })
        {
            for (int i = 0; i < Math.Min(6, parameter.Count); i++)
            {
                float value = parameter.Value[i];
                double Loss(float shift)
                {
                    parameter.Value[i] = value + shift;
                    return model.ComputeLoss(new(s_inputs, [6, 8]), new(s_targets, [6]));
                }

                double slope = (Loss(0.01f) - Loss(-0.01f)) / 0.02;
                parameter.Value[i] = value;
                Assert.Equal(slope, parameter.Gradient[i], 2e-3);
            }
        }
    }

    private static float[] Tensors(IModel model) => [.. model.Store.Tensors.SelectMany(tensor => tensor.Value.ToArray())];

    private static TModel Moved<TModel>(TModel model)
        where TModel : IModel
    {
        RandomValues.Disturb(model.Store);
        Span<float> buffers = model.Store.BufferValues;
        for (int i = 0; i < buffers.Length; i++) buffers[i] += 0.1f * (i + 1);
        return model;
    }
}

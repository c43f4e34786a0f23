using System;
using System.Linq;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Models.Tests.Training;

[Block, Residual<CheckedAttention>, Residual<CheckedMlp>]
public partial class CheckedLayer;

[Block, LayerNorm, SelfAttention(Heads = 4, Causal = true, Dropout = 0.1), Dropout(0.2)]
public partial class CheckedAttention;

[Block, LayerNorm, Linear(64), Gelu, Linear(32), Dropout(0.2)]
public partial class CheckedMlp;

[Model, Tokens(Vocabulary = 50, Context = 24), Embedding(32), PositionEmbedding, Repeat<CheckedLayer>(6), LayerNorm, Linear(50), Loss(Loss.CrossEntropy)]
public partial class KeepsAll;

[Model, Tokens(Vocabulary = 50, Context = 24), Embedding(32), PositionEmbedding, Repeat<CheckedLayer>(6, Checkpointed = true), LayerNorm, Linear(50), Loss(Loss.CrossEntropy)]
public partial class KeepsInputs;

[Model, Loss(Loss.CrossEntropy)]
public partial class KeepsInputsOfCalls
{
    [Forward]
    private static Symbol Run([Tokens(Vocabulary = 50, Context = 24)] Symbol ids) => ids.Embedding(32).PositionEmbedding().Repeat<CheckedLayer>(6, checkpointed: true).LayerNorm().Linear(50);
}

/// <summary>Layers inside layers, both computed again.</summary>
[Block, Repeat<CheckedMlpLayer>(3, Checkpointed = true), Linear(32)]
public partial class CheckedTower;

[Block, Residual<CheckedMlp>]
public partial class CheckedMlpLayer;

[Model, Input(32), Repeat<CheckedTower>(2, Checkpointed = true), Linear(3), Loss(Loss.CrossEntropy)]
public partial class KeepsTowerInputs;

[Block, Repeat<CheckedMlpLayer>(3), Linear(32)]
public partial class KeptTower;

[Model, Input(32), Repeat<KeptTower>(2), Linear(3), Loss(Loss.CrossEntropy)]
public partial class KeepsTowers;

[Transformer(Layers = 5, Heads = 2, Width = 16, Vocabulary = 50, Context = 24)]
public partial class KeepsPreset;

[Transformer(Layers = 5, Heads = 2, Width = 16, Vocabulary = 50, Context = 24, Checkpointed = true)]
public partial class KeepsPresetInputs;

/// <summary>Activations that are computed again: the same loss and gradients to the last bit, dropout too, in a fraction of the memory.</summary>
public class CheckpointedTests
{
    [Fact]
    public void SequencesGiveTheSameBits()
    {
        KeepsAll all = new(seed: 3);
        KeepsInputs inputs = new(seed: 3);
        Random random = new(1);
        for (int step = 0; step < 3; step++)
        {
            nint[] shape = [2, 9 + step];
            int[] ids = [.. Enumerable.Range(0, 2 * (9 + step)).Select(_ => random.Next(50))], targets = [.. ids.Select(_ => random.Next(50))];
            Assert.Equal(
                all.ComputeGradients(new ReadOnlyTensorSpan<int>(ids, shape), new ReadOnlyTensorSpan<int>(targets, shape)),
                inputs.ComputeGradients(new ReadOnlyTensorSpan<int>(ids, shape), new ReadOnlyTensorSpan<int>(targets, shape)));
            Assert.Equal(all.Store.Gradients.ToArray(), inputs.Store.Gradients.ToArray());
        }

        Assert.Equal(KeepsInputs.Info.ActivationBytesPerExample, KeepsInputsOfCalls.Info.ActivationBytesPerExample);
        Assert.NotEqual(0, TensorPrimitives.MaxMagnitude<float>(all.Store.Parameters[4].Gradient));
        Assert.True(KeepsInputs.Info.ActivationBytesPerExample < 0.4 * KeepsAll.Info.ActivationBytesPerExample, $"{KeepsInputs.Info.ActivationBytesPerExample} of {KeepsAll.Info.ActivationBytesPerExample}");
    }

    [Fact]
    public void PresetsGiveTheSameBits()
    {
        KeepsPreset all = new(seed: 3);
        KeepsPresetInputs inputs = new(seed: 3);
        ReadOnlyTensorSpan<int> ids = new([1, 5, 9, 2, 7, 7], [2, 3]), targets = new([5, 9, 2, 7, 7, 1], [2, 3]);
        Assert.Equal(all.ComputeGradients(ids, targets), inputs.ComputeGradients(ids, targets));
        Assert.Equal(all.Store.Gradients.ToArray(), inputs.Store.Gradients.ToArray());
        Assert.True(KeepsPresetInputs.Info.ActivationBytesPerExample < 0.5 * KeepsPreset.Info.ActivationBytesPerExample);
    }

    [Fact]
    public void LayersInLayersGiveTheSameBits()
    {
        KeepsTowers all = new(seed: 3);
        KeepsTowerInputs inputs = new(seed: 3);
        float[] x = RandomValues.Centred(4 * 32, 1);
        ReadOnlyTensorSpan<float> input = new(x, [4, 32]);
        ReadOnlyTensorSpan<int> target = new([0, 2, 1, 1], [4]);
        Assert.Equal(all.ComputeGradients(input, target), inputs.ComputeGradients(input, target));
        Assert.Equal(all.Store.Gradients.ToArray(), inputs.Store.Gradients.ToArray());
    }
}

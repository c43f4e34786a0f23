using System;
using System.Buffers;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ModelGen.Models.Tests.Calls;

/// <summary>Prediction from any side: several threads, batches, tensors that are views, workspaces used again.</summary>
public class PredictTests
{
    [Fact]
    public void SeveralThreadsAtOnce()
    {
        var gpt = new BlockGpt(3);
        int[][] texts = [.. Enumerable.Range(0, 8).Select(i => RandomValues.Ids(3 * (5 + i), 17, (ulong)i))];
        float[][] expected = [.. texts.Select(text => Logits(gpt, text))];
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Assert.Equal(expected[i % 8], Logits(gpt, texts[i % 8])));
    }

    [Fact]
    public void PredictionWhileTheModelTrains()
    {
        var gpt = new BlockGpt(3);
        int[] text = RandomValues.Ids(3 * 7, 17);
        float[] expected = Logits(gpt, text);
        var training = new Lock();
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            if (i % 8 == 0)
            {
                lock (training) // gradients are added to by one thread at a time
                {
                    gpt.ComputeGradients(new(text, [3, 7]), new(text, [3, 7]));
                }
            }

            Assert.Equal(expected, Logits(gpt, text));
        });
    }

    [Fact]
    public void AStridedInputIsReadAsWhatItShows()
    {
        var series = new Series(1);
        float[] wide = RandomValues.Centred(2 * 5 * 8, 1);
        Tensor<float> all = Tensor.Create(wide, [2, 5, 8]);
        ReadOnlyTensorSpan<float> view = all.AsReadOnlyTensorSpan().Slice([NRange.All, NRange.All, 1..7]);
        float[] dense = new float[2 * 5 * 6];
        view.FlattenTo(dense);
        Assert.Equal(series.Predict(new(dense, [2, 5, 6])).ToArray(), series.Predict(view).ToArray());
    }

    [Fact]
    public void ABackwardPassMayBeRunAgain()
    {
        var gpt = new BlockGpt(3);
        var workspace = new Workspace();
        int[] text = RandomValues.Ids(3 * 7, 17);
        float[] gradient = RandomValues.Centred(3 * 7 * 17, 2);
        gpt.Forward(workspace, new(text, [3, 7]));
        gpt.Backward(workspace, new(gradient, [3, 7, 17]));
        float[] once = gpt.Store.Gradients.ToArray();
        gpt.Store.ZeroGradients();
        gpt.Backward(workspace, new(gradient, [3, 7, 17]));
        Assert.Equal(once, gpt.Store.Gradients.ToArray());
    }

    [Fact]
    public void AWorkspaceMayShrinkAndGrow()
    {
        var gpt = new BlockGpt(3);
        foreach ((int batch, int length) in new[] { (2, 20), (1, 1), (5, 3), (4, 20), (2, 20) })
        {
            int[] text = RandomValues.Ids(batch * length, 17);
            var fresh = new BlockGpt(3);
            gpt.Store.ZeroGradients();
            float loss = gpt.ComputeGradients(new(text, [batch, length]), new(text, [batch, length]));
            Assert.Equal(fresh.ComputeGradients(new(text, [batch, length]), new(text, [batch, length])), loss);
            Assert.Equal(fresh.Store.Gradients.ToArray(), gpt.Store.Gradients.ToArray());
        }
    }

    [Fact]
    public void PaddingChangesNothing()
    {
        var model = new PaddedClassifier(3);
        RandomValues.Disturb(model.Store);
        float[] plain = model.Predict(new([5, 9, 3], [1, 3])).ToArray();
        float[] padded = model.Predict(new([5, 9, 3, 0, 0, 0, 0], [1, 7])).ToArray();
        Compare.Close(padded, plain, 1e-6, "padded logits");
    }

    private static float[] Logits(BlockGpt gpt, int[] text) => gpt.Predict(new(text, [3, text.Length / 3])).ToArray();
}

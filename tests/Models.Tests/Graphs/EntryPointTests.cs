using System;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Models.Tests.Graphs;

/// <summary>Further graph methods predict with the parameters of the first.</summary>
public class EntryPointTests
{
    private static readonly int[] s_users = [3, 8, 0], s_history = [1, 2, 3, 4, 10, 9, 8, 7, 6, 5, 4, 3, 0, 0, 1], s_words = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

    [Fact]
    public void EachTowerAlone()
    {
        Shop model = new(5);
        ReadOnlyTensorSpan<int> users = new(s_users, [3]), history = new(s_history, [3, 5]), words = new(s_words, [3, 4]);
        Tensor<float> score = model.Predict(users, history, words), user = model.PredictUserVector(history, users);
        (Tensor<float> item, Tensor<float> length) = model.PredictItemVector(words);
        Assert.Equal([3, 5], user.Lengths);
        for (int i = 0; i < 3; i++)
        {
            float dot = 0, square = 0;
            for (int f = 0; f < 5; f++)
            {
                dot += user[i, f] * item[i, f];
                square += item[i, f] * item[i, f];
            }

            Assert.Equal(score[i], dot, 1e-5f);
            Assert.Equal(length[i], MathF.Sqrt(square), 1e-5f);
        }
    }

    [Fact]
    public void NothingIsAllocatedInTensorsOfTheCallers()
    {
        Shop model = new(5);
        float[] vector = new float[15];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run() => model.PredictUserVector(new ReadOnlyTensorSpan<int>(s_history, [3, 5]), new ReadOnlyTensorSpan<int>(s_users, [3]), new TensorSpan<float>(vector, [3, 5]));
    }

    [Fact]
    public void AWrongShapeIsSaid() =>
        Assert.Contains("Shop", Assert.Throws<ShapeMismatchException>(() => new Shop().PredictItemVector(new ReadOnlyTensorSpan<int>(s_words, [1, 12, 1]))).Message, StringComparison.Ordinal);
}

using System;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ModelGen.Models.Tests.Training;

/// <summary>Exchanging a model while others predict, as docs/weights.md has it: every answer is of one model or the other.</summary>
public class SwapTests
{
    private volatile Pretrained _model = null!;

    [Fact]
    public async Task NoAnswerMixesTwoModels()
    {
        string[] paths = [.. Enumerable.Range(0, 2).Select(i => Path.Combine(Path.GetTempPath(), $"modelgen-swap-{i}-{Guid.NewGuid():N}.safetensors"))];
        try
        {
            float[] input = RandomValues.Centred(8, 1);
            float[][] answers = [.. paths.Select((path, i) =>
            {
                Pretrained model = new(seed: i + 1);
                model.Save(path);
                return Answer(model, input);
            })];
            _model = new Pretrained(paths[0]);
            using CancellationTokenSource end = new();
            Task<int>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                int count = 0;
                for (; !end.IsCancellationRequested || count == 0; count++)
                {
                    float[] answer = Answer(_model, input);
                    Assert.Contains(answers, expected => expected.AsSpan().SequenceEqual(answer));
                }

                return count;
            }))];
            for (int i = 0; i < 100; i++) _model = new Pretrained(paths[i % 2]);
            await end.CancelAsync();
            Assert.All(await Task.WhenAll(readers), count => Assert.True(count > 0));
        }
        finally
        {
            foreach (string path in paths) File.Delete(path);
        }
    }

    private static float[] Answer(Pretrained model, float[] input)
    {
        float[] output = new float[10];
        model.Predict(new ReadOnlyTensorSpan<float>(input, [1, 8]), new TensorSpan<float>(output, [1, 10]));
        return output;
    }
}

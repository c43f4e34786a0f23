using System;
using System.Linq;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Models.Tests.Measuring;

public class ProbabilityTests
{
    private static readonly float[] s_input = [0.5f, -1, 2, 1, 0, -0.5f];

    [Fact]
    public void ClassesAreASoftmaxOfTheLogits()
    {
        FourClasses model = new(seed: 2);
        float[] logits = Flat(model.Predict(new(s_input, [2, 3]))), found = Flat(model.PredictProbabilities(new(s_input, [2, 3])));
        for (int row = 0; row < 2; row++)
        {
            double sum = logits.Skip(row * 4).Take(4).Sum(logit => Math.Exp(logit));
            for (int i = 0; i < 4; i++) Assert.Equal(Math.Exp(logits[(row * 4) + i]) / sum, found[(row * 4) + i], 1e-6);
        }

        float[] into = new float[8];
        model.PredictProbabilities(new(s_input, [2, 3]), new TensorSpan<float>(into, [2, 4]));
        Assert.Equal(found, into);
        Tensor<int> classes = model.PredictClasses(new(s_input, [2, 3]));
        Assert.Equal([2], classes.Lengths.ToArray());
        Assert.Equal([Array.IndexOf(logits, logits[..4].Max()), Array.IndexOf(logits, logits[4..].Max()) - 4], classes.ToArray());
    }

    [Fact]
    public void LabelsAreSigmoids()
    {
        TwoLabels model = new(seed: 5);
        float[] logits = Flat(model.Predict(new(s_input, [2, 3]))), found = Flat(model.PredictProbabilities(new(s_input, [2, 3])));
        for (int i = 0; i < 4; i++) Assert.Equal(1 / (1 + Math.Exp(-logits[i])), found[i], 1e-6);
        Tensor<int> labels = model.PredictClasses(new(s_input, [2, 3]));
        Assert.Equal([2, 2], labels.Lengths.ToArray());
        Assert.Equal(found.Select(probability => probability >= 0.5f ? 1 : 0), labels.ToArray());
    }

    [Fact]
    public void TextsHaveProbabilitiesAtEachStep()
    {
        Tensor<float> found = new PaddedText(seed: 1).PredictProbabilities(new([1, 2, 3, 4], [2, 2]));
        Assert.Equal([2, 2, 9], found.Lengths.ToArray());
        Assert.All(Flat(found).Chunk(9), row => Assert.Equal(1, row.Sum(), 1e-5));
        Assert.Equal([2, 2], new PaddedText(seed: 1).PredictClasses(new([1, 2, 3, 4], [2, 2])).Lengths.ToArray());
    }

    // Logits that exp cannot hold.
    [Fact]
    public void LargeLogitsDoNotOverflow()
    {
        float[] logits = [1e4f, 0, -1e4f, 3e38f];
        Probabilities.Softmax(new TensorSpan<float>(logits, [2, 2]));
        Assert.Equal([1, 0, 0, 1], logits);
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}

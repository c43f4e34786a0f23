using System;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Models.Tests;

/// <summary>The reference case textcnn: a convolution over time.</summary>
public class GoldenTextTests
{
    [Fact]
    public void TextCnn()
    {
        using Golden golden = Golden.Open("textcnn");
        var model = new GoldenTextCnn();
        model.Load(Golden.PathOf("textcnn.safetensors"));
        var input = new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [4, 14]);
        var target = new ReadOnlyTensorSpan<float>(Array.ConvertAll(golden.Ints("in.labels"), label => (float)label), [4, 1]);
        float[] logits = new float[4];

        model.Predict(input).FlattenTo(logits);
        Compare.Close(logits, golden.Floats("out.logits"), 1e-4, "logits");
        Compare.Close([model.ComputeLoss(input, target)], golden.Floats("out.loss"), 1e-4, "loss");
        Compare.Close([model.ComputeGradients(input, target)], golden.Floats("out.loss"), 1e-4, "training loss");
        foreach (Parameter parameter in model.Store.Parameters)
        {
            Compare.Close(parameter.Gradient, golden.Floats("grad." + parameter.Name), 1e-3, "gradient of " + parameter.Name);
        }
    }

    [Fact]
    public void ASequenceThatIsShorterThanTheWindowIsRefused()
    {
        var model = new GoldenTextCnn();
        Assert.Equal(1, model.Predict(new ReadOnlyTensorSpan<int>([1, 2, 3, 4, 5], [1, 5])).FlattenedLength);
        var error = Assert.Throws<ShapeMismatchException>(() => model.Predict(new ReadOnlyTensorSpan<int>([1, 2, 3, 4], [1, 4])));
        Assert.Contains("Conv1d(12)", error.Message);
        Assert.Contains("at least 5 steps", error.Message);
    }
}

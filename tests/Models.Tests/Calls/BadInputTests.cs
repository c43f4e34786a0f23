using System;
using System.Buffers;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using Xunit;

namespace ModelGen.Models.Tests.Calls;

/// <summary>What cannot be known at compile time is refused at the first call, with who got what, and what was expected.</summary>
public class BadInputTests
{
    private static readonly float[] s_numbers = new float[1000];
    private static readonly int[] s_ids = new int[1000];

    [Fact]
    public void WrongRank() => ThrowsMismatch("ImageClassifier: 'input' is [2, 60], expected [B, C:3, H:4, W:5]: reshape it to [2, 3, 4, 5]", () => new ImageClassifier().Predict(Numbers(2, 60)));

    [Fact]
    public void WrongAxis() => ThrowsMismatch("ImageClassifier: 'input' is [2, 4, 5, 3], expected [B, C:3, H:4, W:5]: the channels stand last, they must stand before height and width: [2, 3, 4, 5]", () => new ImageClassifier().Predict(Numbers(2, 4, 5, 3)));

    [Fact]
    public void NoExample() => ThrowsMismatch("ImageClassifier: 'input' is [0, 3, 4, 5], expected [B, C:3, H:4, W:5]: there is nothing to work on, give at least one example", () => new ImageClassifier().Predict(Numbers(0, 3, 4, 5)));

    [Fact]
    public void WrongFeatures() => ThrowsMismatch("Series: 'input' is [2, 4, 5], expected [B, T<=9, 6]: axis 2 must be 6, not 5", () => new Series().Predict(Numbers(2, 4, 5)));

    [Fact]
    public void TooLong() => ThrowsMismatch(
        "BlockGpt: 'input' is [1, 21], expected [B, T<=20]: cut the sequence into pieces of at most 20, or declare the model with a longer maximum",
        () => new BlockGpt().Predict(Ids(1, 21)));

    [Fact]
    public void NoStep() => ThrowsMismatch("BlockGpt: 'input' is [1, 0], expected [B, T<=20]: the sequence is empty, give at least one step", () => new BlockGpt().Predict(Ids(1, 0)));

    // No constant: of those the analyzer says it.
    [Theory]
    [InlineData(9)]
    public void ClassesThatTheModelHasNot(int classes)
    {
        ImageClassifier model = new();
        TensorDataset<float, int> data = new(Numbers(2, 3, 4, 5), new int[2], batch: 2);
        string message = Assert.Throws<ArgumentException>(() => Evaluate.Classifier(model.Predict, data, classes)).Message;
        Assert.StartsWith("classes is 9, but ImageClassifier gives [B, ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void TokenOutsideTheVocabulary(int id)
    {
        int[] ids = [1, 2, 3, 4, 5, id];
        var model = new BlockGpt();
        string expected = FormattableString.Invariant($"BlockGpt: 'input' has token id {id} at position 5, outside the vocabulary [0, 17): encode the text with the tokenizer that the model was trained with");
        foreach (Action call in new Action[]
        {
            () => model.Predict(new(ids, [2, 3])),
            () => model.Forward(new Workspace(), new(ids, [2, 3])),
            () => model.ComputeGradients(new(ids, [2, 3]), Ids(2, 3)),
            () => model.ComputeLoss(new(ids, [2, 3]), Ids(2, 3)),
        })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
            Assert.Equal("input", error.ParamName);
        }
    }

    [Fact]
    public void WrongOutput() => ThrowsMismatch("Series: 'output' is [2, 4, 5], expected [B, T<=9, 4]: the last two axes are swapped: [2, 5, 4]", () => new Series().Predict(Numbers(2, 4, 6), Output(2, 4, 5)));

    [Fact]
    public void OutputOfAnotherBatch() => ThrowsMismatch(
        "Series: 'output' is [3, 4, 4], expected [B, T<=9, 4] with 2 on axis 0",
        () => new Series().Predict(Numbers(2, 4, 6), Output(3, 4, 4)));

    [Fact]
    public void AStridedOutput()
    {
        Tensor<float> wide = Tensor.CreateFromShape<float>([2, 4, 8]);
        string message = Assert.Throws<ArgumentException>(() => new Series().Predict(Numbers(2, 4, 6), wide.AsTensorSpan().Slice([NRange.All, NRange.All, 0..4]))).Message;
        Assert.StartsWith("Series: 'output' is a strided view and cannot be written to: pass a dense tensor", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetOfAnotherBatch() => ThrowsMismatch("ImageClassifier: 'target' is [3], expected [B] with 2 on axis 0", () => new ImageClassifier().ComputeGradients(Numbers(2, 3, 4, 5), Ids(3)));

    [Fact]
    public void TargetOfTheWrongRank()
    {
        ThrowsMismatch("ImageClassifier: 'target' is [2, 1], expected [B]: drop axis 1, which is 1", () => new ImageClassifier().ComputeLoss(Numbers(2, 3, 4, 5), Ids(2, 1)));
        ThrowsMismatch("BlockGpt: 'target' is [2], expected [B, T<=20]: put the batch axis first, [1, 2]", () => new BlockGpt().ComputeGradients(Ids(2, 5), Ids(2)));
    }

    [Fact]
    public void TargetOfTheWrongLength()
    {
        ThrowsMismatch("BlockGpt: 'target' is [2, 4], expected [B, T<=20] with 5 on axis 1", () => new BlockGpt().ComputeGradients(Ids(2, 5), Ids(2, 4)));
        ThrowsMismatch("Series: 'target' is [2, 4, 6], expected [B, T<=9, 4]: the last two axes are swapped: [2, 6, 4]", () => new Series().ComputeLoss(Numbers(2, 4, 6), Numbers(2, 4, 6)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void ClassOutsideTheOutput(int label)
    {
        var model = new ImageClassifier();
        int[] labels = [0, label];
        foreach (Action call in new Action[]
        {
            () => model.ComputeGradients(Numbers(2, 3, 4, 5), new(labels, [2])),
            () => model.ComputeLoss(Numbers(2, 3, 4, 5), new(labels, [2])),
        })
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(call).Message;
            Assert.Contains(FormattableString.Invariant($"{label}"), message, StringComparison.Ordinal);
            Assert.Contains("1", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BackwardBeforeForward()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Series().Backward(new Workspace(), Numbers(1, 1, 4)));
        Assert.Equal("Series: call Forward on this workspace before Backward", error.Message);
    }

    [Fact]
    public void GradientOfAnotherShapeThanTheOutput()
    {
        var model = new Series();
        var workspace = new Workspace();
        model.Forward(workspace, Numbers(2, 4, 6));
        ThrowsMismatch("Series: 'outputGradient' is [2, 3, 4], expected [B, T<=9, 4] with 4 on axis 1", () => model.Backward(workspace, Numbers(2, 3, 4)));
        ThrowsMismatch("Series: 'inputGradient' is [2, 4, 4], expected [B, T<=9, 6]: axis 2 must be 6, not 4", () => model.Backward(workspace, Numbers(2, 4, 4), Output(2, 4, 4)));
    }

    [Fact]
    public void AFailedCallLeavesTheModelUsable()
    {
        var model = new BlockGpt(1);
        float expected = new BlockGpt(1).ComputeGradients(Ids(2, 5), Ids(2, 5));
        Assert.ThrowsAny<ArgumentException>(() => model.ComputeGradients(Ids(2, 5), Ids(2, 4)));
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(Ids(2, 21)));
        Assert.Equal(expected, model.ComputeGradients(Ids(2, 5), Ids(2, 5)));
    }

    private static void ThrowsMismatch(string message, Action call)
    {
        var error = Assert.Throws<ShapeMismatchException>(call);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(message.Split(':')[0], error.Model);
        Assert.Equal(message.Split('\'')[1], error.ParamName);
    }

    private static ReadOnlyTensorSpan<float> Numbers(params nint[] shape) => new(s_numbers.AsSpan(0, (int)TensorPrimitives.Product<nint>(shape)), shape);

    // By a method, so that the analyzer does not see the shapes: these tests are about what happens at run time.
    private static TensorSpan<float> Output(params nint[] shape) => new(new float[TensorPrimitives.Product<nint>(shape)], shape);

    private static ReadOnlyTensorSpan<int> Ids(params nint[] shape) => new(s_ids.AsSpan(0, (int)TensorPrimitives.Product<nint>(shape)), shape);
}

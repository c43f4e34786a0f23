using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>MGEN4005 and MGEN4006: tensors over arrays, and functions that give them another shape.</summary>
public class TensorTests
{
    [Theory]
    [InlineData("Tensor.Create(new float[5], {|#0:[2, 3]|})", "Tensor.Create gets 5 values for the shape [2, 3], which has 6: give 6 values, not 5")]
    [InlineData("Tensor.Create(new float[4 * n], {|#0:[n, 5]|})", "Tensor.Create gets n * 4 values for the shape [n, 5], which has n * 5: give n * 5 values, not n * 4")]
    [InlineData("Tensor.Create(new float[] { 1, 2, 3 }, {|#0:[1, 2]|})", "Tensor.Create gets 3 values for the shape [1, 2], which has 2: axis 1 must be 3, not 2")]
    [InlineData("new float[6].AsTensorSpan({|#0:[3, 4]|}).ToString()", "Tensor.AsTensorSpan gets 6 values for the shape [3, 4], which has 12: axis 1 must be 2, not 4")]
    [InlineData("new TensorSpan<float>(new float[10].AsSpan(2), {|#0:[3, 3]|}).ToString()", "TensorSpan gets 8 values for the shape [3, 3], which has 9: give 9 values, not 8")]
    [InlineData("Tensor.Create([1f], {|#0:[2]|})", "Tensor.Create gets 1 value for the shape [2], which has 2: axis 0 must be 1, not 2")]
    [InlineData("Tensor.Create(new float[5], {|#0:[.. new nint[] { 2, 3 }]|})", "Tensor.Create gets 5 values for the shape [2, 3], which has 6: give 6 values, not 5")]
    public Task TooFewOrDropped(string expression, string message) => Program.Verify($"_ = {expression};", new Expected("MGEN4005", 0, message));

    [Theory]
    [InlineData("Tensor.Create(new float[8], [2, 3])")] // a buffer may be longer
    [InlineData("Tensor.Create(data, [2, 3])")]
    [InlineData("Tensor.Create(new float[n], [m, 3])")]
    [InlineData("Tensor.Create(new float[n], [n, 1])")]
    [InlineData("Tensor.Create(new float[5], [2, 3], [1, 1])")] // strides may overlap
    [InlineData("Tensor.Create(new float[n * m], [n, m])")]
    [InlineData("Tensor.CreateFromShape<float>([2, 3]).Reshape([-1, 3])")]
    [InlineData("Tensor.CreateFromShape<float>([n, 6]).Reshape([n, 2, 3])")]
    [InlineData("Tensor.CreateFromShape<float>([n, 6]).Reshape([n * 2, 3])")]
    [InlineData("Tensor.CreateFromShape<float>([n, 1]).SqueezeDimension(0)")]
    [InlineData("Tensor.CreateFromShape<float>([2, 1]).SqueezeDimension(-1)")]
    public Task NothingIsCertain(string expression) => Program.Verify($"_ = {expression};");

    [Theory]
    [InlineData("Tensor.CreateFromShape<float>([n, 784]).Reshape({|#0:[n, 28, 27]|})", "[n, 784] cannot become [n, 28, 27]: it has n * 784 values, not n * 756")]
    [InlineData("Tensor.CreateFromShape<float>([3, 4]).Unsqueeze(1).SqueezeDimension({|#0:2|})", "Only an axis of 1 can be squeezed out of [3, 1, 4]: axis 2 is 4")]
    public Task Impossible(string expression, string message) => Program.Verify($"_ = {expression};", new Expected("MGEN4006", 0, message));

    [Theory]
    [InlineData("Unsqueeze(0)", "[1, 2, 3, 4]")]
    [InlineData("Unsqueeze(3)", "[2, 3, 4, 1]")]
    [InlineData("PermuteDimensions([2, 0, 1])", "[4, 2, 3]")]
    [InlineData("Reshape([6, 4]).ToDenseTensor()", "[6, 4]")]
    [InlineData("Slice([0..1, NRange.All, ^3..])", "[1, 3, 3]")]
    [InlineData("Slice(1.., .., 0..2)", "[1, 3, 2]")]
    [InlineData("Unsqueeze(1).Squeeze()", "[2, 3, 4]")]
    public Task Shapes(string function, string shape) => Program.Verify(
        $"scores.Predict({{|#0:Tensor.CreateFromShape<float>([2, 3, 4]).{function}|}});",
        new Expected("MGEN4001", 0, $"'input' of Scores.Predict is {shape}, expected [B, 784]: {(shape == "[6, 4]" ? "axis 1 must be 784, not 4" : $"it must have 2 axes, not {shape.Split(',').Length}")}"));
}

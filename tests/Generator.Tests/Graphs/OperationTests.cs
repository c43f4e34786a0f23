using ModelGen.Compiler;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Passes;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests.Graphs;

/// <summary>Each operation of graph methods plans its passes, forward and backward, and gives the type that its page says.</summary>
public class OperationTests
{
    [Theory]
    [InlineData("x + y", "[F:4]")]
    [InlineData("Where(x > y, x, y)", "[F:4]")]
    [InlineData("Where(!(x <= 0) & (y < 1) | Equal(x, y), x, -y)", "[F:4]")]
    [InlineData("Maximum(x, 2 * y) - Minimum(x, 1 - y) + x.Abs() + (-x).Square() / y", "[F:4]")]
    [InlineData("x.Sin() * y.Cos() + (x / 3).Exp() - y.Log() + y.Sqrt() + (y * 2).Pow(1.5) + x.Erf()", "[F:4]")]
    [InlineData("x.Clamp(-1, 2)", "[F:4]")]
    [InlineData("Concat(x, y, x)", "[F:12]")]
    [InlineData("Concat(x.Sum(), y)", "[F:5]")]
    [InlineData("Concat(Axis.Feature, x, y)", "[F:8]")]
    [InlineData("Stack(\"E\", x, y, x)", "[E:3, F:4]")]
    [InlineData("Stack(\"E\", x, y).Transpose(\"E\", Axis.Feature)", "[F:4, E:2]")]
    [InlineData("x.Slice(Axis.Feature, 1, 2)", "[F:2]")]
    [InlineData("x.Repeat(Axis.Feature, 3)", "[F:12]")]
    [InlineData("x.Flip(Axis.Feature) + y.CumSum()", "[F:4]")]
    [InlineData("x.Slice(Axis.Feature, 1, 1).Squeeze() * y", "[F:4]")]
    [InlineData("MatMul(Stack(\"E\", x, y), Outer(x, y))", "[E:2, F:4]")]
    [InlineData("MatMul(Stack(\"E\", x.Linear(2), y.Linear(2)), Stack(\"G\", x, y))", "[E:2, F:4]")]
    [InlineData("Dot(x, y) + x.LogSumExp()", "[]")]
    [InlineData("x.Normalize() * y.Softmax(Axis.Feature) - x.LogSoftmax() + y.Softmax()", "[F:4]")]
    [InlineData("x.Split(Axis.Feature, 1, 3).Second * x.Split(Axis.Feature, new[] { 1, 3 })[1]", "[F:3]")]
    [InlineData("x.Shift(Axis.Feature, 1) + x.Shift(Axis.Feature, -2, fill: 3)", "[F:4]")]
    [InlineData("x.Detach() * y", "[F:4]")]
    [InlineData("x.ArgMax().OneHot(4) * y", "[F:4]")]
    [InlineData("Gather(Stack(\"E\", x, y, x, y), x.ArgMax())", "[F:4]")]
    [InlineData("Gather(Weights([\"4\", \"F:3\"], name: \"table\"), x.ArgMax()) + Constant([1, 2, 3])", "[F:3]")]
    [InlineData("Weights([\"F:4\"]) * x + y * Weights([], Init.Zeros, start: 2).Exp()", "[F:4]")]
    [InlineData("(x - Weights([\"5\", \"F:4\"])).Square().Sum(Axis.Feature)", "[5]")]
    [InlineData("Weights([\"3\", \"5\", \"F:4\"]) * x", "[3, 5, F:4]")]
    [InlineData("x.Sum() * Weights([\"5\", \"F:4\"])", "[5, F:4]")]
    [InlineData("Where(Constant([1, 2, 3], \"3\") > x.Sum(), y.Sum(), Weights([\"3\"]))", "[3]")]
    [InlineData("Concat(Weights([\"F:2\"]), x) + Weights([\"F:6\"])", "[F:6]")]
    [InlineData("MatMul(Constant([1, 2, 3, 4, 5, 6, 7, 8], \"2\", \"F:4\"), Stack(\"E\", x, y).Transpose(Axis.At(0), Axis.At(1)))", "[2, E:2]")]
    [InlineData("Concat(Axis.Time, Weights([\"T:1\", \"F:12\"]), Stack(\"E\", x, y, x, y).Reshape(1, 4, 4).Patches(2).Linear(12)).SelfAttention(heads: 2).Mean(Axis.Time)", "[F:12]")]
    [InlineData("Positions(Stack(\"E\", x, y).Reshape(1, 2, 4), Axis.Height)", "[H:2]")]
    [InlineData("NormalizeAdjacency(Outer(x, x).Square()).Sum()", "[]")]
    [InlineData("x.Sum()", "[]")]
    [InlineData("x.Mean(Axis.Feature) * y", "[F:4]")]
    [InlineData("x.Max() - y.Min(Axis.At(0))", "[]")]
    [InlineData("x.Variance()", "[]")]
    [InlineData("Cosine(x, y)", "[]")]
    [InlineData("x.Relu6() + y.HardSwish()", "[F:4]")]
    [InlineData("Where(x > 0, x.Sin(), Maximum(x, y)).Clamp(-50, 50) + Where(y >= 0.5, x, -y)", "[F:4]")]
    [InlineData("Where(x > y, x.Sin() * y.Cos() + (x / 3).Exp() - y.Log() + y.Sqrt() + (y * 2).Pow(1.5) + x.Erf(), Maximum(x, 2 * y) - Minimum(x, 1 - y) + x.Abs() + (-x).Square() / y).Clamp(-50, 50) + Where(!(x <= 0) & (y < 1) | Equal(x, y), x, -y)", "[F:4]")]
    [InlineData("x.Linear(7, name: \"a\") * y.Linear(7, name: \"b\").Sigmoid()", "[F:7]")]
    [InlineData("Where(x.Linear(7) > y.Linear(7).Sigmoid() + 0.5, x.Linear(7), y.Linear(7))", "[F:7]")]
    [InlineData("Where(x.Linear(7) > 0, x.Linear(7), x.Linear(7)).Clamp(-50, 50) + Where(!(x.Linear(7) <= 0), x.Linear(7), -x.Linear(7))", "[F:7]")]
    public void ItPlans(string expression, string type)
    {
        var spec = SpecText.Read($"using ModelGen; using static ModelGen.Graph; [Model] partial class M {{ [Forward] static Symbol Run([Input(4)] Symbol x, [Input(4)] Symbol y) => {expression}; }}");
        (LoweredModel? model, _) = Lower.Run(spec);
        Assert.Equal(type, model!.Main.Outputs[0].Type.ExampleText);
        PlannedModel plan = ModelCompiler.PlanCpu(model);
        Assert.Null(plan.Fault);
        Assert.NotEmpty(CpuTarget.Emit(plan));
    }
}

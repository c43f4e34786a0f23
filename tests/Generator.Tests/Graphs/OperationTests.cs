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

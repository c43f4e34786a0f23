using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>The catalogue's table of advice: what is said, where, and when nothing is.</summary>
public class AdviceRules
{
    [Theory]
    [InlineData("Input(4), Linear(3), Softmax, Loss(Loss.CrossEntropy)", "MGEN5001 at M[2]: 'Softmax' stands before Loss.CrossEntropy, which takes logits and applies its own softmax: remove it; see M[3]")]
    [InlineData("Input(4), Linear(3), Softmax, Dropout(0.1), Loss(Loss.CrossEntropy)", "MGEN5001 at M[2]: 'Softmax' stands before Loss.CrossEntropy, which takes logits and applies its own softmax: remove it; see M[4]")]
    [InlineData("Input(4), Linear(3), LogSoftmax, Loss(Loss.CrossEntropy)", "MGEN5001 at M[2]: 'LogSoftmax' stands before Loss.CrossEntropy, which takes logits and applies its own softmax: remove it; see M[3]")]
    [InlineData("Input(4), Linear(1), Sigmoid, Loss(Loss.BinaryCrossEntropy)", "MGEN5001 at M[2]: 'Sigmoid' stands before Loss.BinaryCrossEntropy, which takes logits and applies its own sigmoid: remove it; see M[3]")]
    [InlineData("Input(4), Linear(2), Softmax, Dropout(0.1), Dropout(0.1), Loss(Loss.BinaryCrossEntropy)", "MGEN5001 at M[2]: 'Softmax' stands before Loss.BinaryCrossEntropy, which takes logits and applies its own sigmoid: remove it; see M[5]")]
    [InlineData("Input(4), Linear(3), Softmax", "")]
    [InlineData("Input(4), Linear(3), Softmax, Loss(Loss.MeanSquaredError)", "")]
    [InlineData("Input(4), Linear(3), Softmax, Linear(3), Loss(Loss.CrossEntropy)", "")]
    [InlineData("Input(4), Linear(3), LogSoftmax, Loss(Loss.BinaryCrossEntropy)", "")]
    [InlineData("Input(4), Linear(3), Relu, Loss(Loss.BinaryCrossEntropy)", "")]
    public void LossTakesLogits(string declaration, string expected) => Check(declaration, expected);

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Gelu")]
    [InlineData("Silu")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Softplus")]
    [InlineData("Relu6")]
    [InlineData("HardSwish")]
    public void LogitsClipped(string activation)
    {
        Check($"Input(4), Linear(3), {activation}, Loss(Loss.CrossEntropy)", $"MGEN5002 at M[2]: '{activation}' is the last layer before Loss.CrossEntropy, whose logits must be free to take any value: remove it; see M[3]");
        Check($"Input(4), Linear(3), {activation}, Dropout(0.1), Loss(Loss.CrossEntropy)", "");
        Check($"Input(4), Linear(3), {activation}, Linear(3), Loss(Loss.CrossEntropy)", "");
        Check($"Input(4), Linear(3), {activation}, Loss(Loss.MeanSquaredError)", "");
    }

    [Theory]
    [InlineData("Input(4), Linear(1), Loss(Loss.CrossEntropy)", "MGEN5003 at M[2]: Loss.CrossEntropy of one class is always 0, and the model ends in [F:1]: end in one output per class, or take Loss.BinaryCrossEntropy")]
    [InlineData("Sequence(4, MaxLength = 9), Linear(1), Loss(Loss.CrossEntropy)", "MGEN5003 at M[2]: Loss.CrossEntropy of one class is always 0, and the model ends in [T<=9, F:1]: end in one output per class, or take Loss.BinaryCrossEntropy")]
    [InlineData("Input(4), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = 2)", "MGEN5003 at M[3].Classes: Target has 2 classes, but the model ends in [F:1]: one logit already decides between two, so set Classes = 1")]
    [InlineData("Input(4), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = 1)", "")]
    [InlineData("Input(4), Linear(2), Loss(Loss.BinaryCrossEntropy), Target(Classes = 2)", "")]
    [InlineData("Input(4), Linear(2), Loss(Loss.CrossEntropy), Target(Classes = 2)", "")]
    [InlineData("Input(4), Linear(1), Loss(Loss.MeanSquaredError)", "")]
    [InlineData("Input(4), Linear(1), Loss(Loss.BinaryCrossEntropy), Target(Classes = 3)", "MGEN1008 at M[3].Classes: Target has 3 classes, but the model ends in [F:1]: set the last layer to 3 outputs; see M[1]")]
    [InlineData("Input(4), Linear(1), Loss(Loss.CrossEntropy), Target(Classes = 2)", "MGEN1008 at M[3].Classes: Target has 2 classes, but the model ends in [F:1]: set the last layer to 2 outputs; see M[1]")]
    public void Classes(string declaration, string expected) => Rules.CheckErrors(declaration, expected);

    [Theory]
    [InlineData("Input(4), Linear(8), Relu, Sigmoid, Linear(3)", "MGEN5004 at M[3]: 'Sigmoid' follows the activation 'Relu' with no layer between them: remove one of the two; see M[2]")]
    [InlineData("Input(4), Linear(8), Gelu, Softmax, Linear(3)", "MGEN5004 at M[3]: 'Softmax' follows the activation 'Gelu' with no layer between them: remove one of the two; see M[2]")]
    [InlineData("Input(4), Linear(8), Relu, Dropout(0.1), Sigmoid, Linear(3)", "")]
    [InlineData("Input(4), Linear(8), Relu, LayerNorm, Sigmoid, Linear(3)", "")]
    [InlineData("Input(4), Linear(8), Relu, Softmax, Loss(Loss.CrossEntropy)", "MGEN5001 at M[3]: 'Softmax' stands before Loss.CrossEntropy, which takes logits and applies its own softmax: remove it; see M[4]")]
    public void TwoActivations(string declaration, string expected) => Rules.CheckErrors(declaration, expected);

    [Theory]
    [InlineData("Input(4), Linear(8), BatchNorm", "MGEN5005 at M[1]: 'BatchNorm' subtracts the mean, and with it the bias of 'Linear(8)': set Bias = false; see M[2]")]
    [InlineData("Input(3, 8, 8), Conv2d(channels = 8, Kernel = 3), BatchNorm", "MGEN5005 at M[1]: 'BatchNorm' subtracts the mean, and with it the bias of 'Conv2d(8)': set Bias = false; see M[2]")]
    [InlineData("Sequence(3, MaxLength = 8), Conv1d(channels = 8, Kernel = 3), BatchNorm", "MGEN5005 at M[1]: 'BatchNorm' subtracts the mean, and with it the bias of 'Conv1d(8)': set Bias = false; see M[2]")]
    [InlineData("Input(3, 8, 8), ConvTranspose2d(channels = 8, Kernel = 3, Bias = true), BatchNorm", "MGEN5005 at M[1]: 'BatchNorm' subtracts the mean, and with it the bias of 'ConvTranspose2d(8)': set Bias = false; see M[2]")]
    [InlineData("Input(4), Linear(8), Dropout(0.5), BatchNorm", "MGEN5006 at M[2]: 'Dropout(0.5)' directly before 'BatchNorm' changes the variance that the norm learns, in training but not in prediction: put it behind the norm; see M[3]")]
    [InlineData("Input(4), Linear(8, Bias = false), BatchNorm, Dropout(0.5)", "")]
    [InlineData("Input(4), Linear(8), Relu, BatchNorm", "")]
    [InlineData("Input(4), Linear(8), LayerNorm", "")]
    [InlineData("Input(4), Linear(8), Residual<B> where B = BatchNorm, Relu", "")]
    public void BatchNorm(string declaration, string expected) => Check(declaration, expected);

    [Theory]
    [InlineData("Input(32, 24, 3), Flatten, Linear(3)", "MGEN5007 at M[0]: 'Input(32, 24, 3)' looks channels-last, but sizes are [C, H, W]: write Input(3, 32, 24)")]
    [InlineData("Input(8, 8, 1), Flatten, Linear(3)", "MGEN5007 at M[0]: 'Input(8, 8, 1)' looks channels-last, but sizes are [C, H, W]: write Input(1, 8, 8)")]
    [InlineData("Input(8, 8, 4), Flatten, Linear(3)", "MGEN5007 at M[0]: 'Input(8, 8, 4)' looks channels-last, but sizes are [C, H, W]: write Input(4, 8, 8)")]
    [InlineData("Input(8, 8, 2), Flatten, Linear(3)", "")]
    [InlineData("Input(7, 8, 3), Flatten, Linear(3)", "")]
    [InlineData("Input(8, 7, 3), Flatten, Linear(3)", "")]
    [InlineData("Input(3, 32, 32), Flatten, Linear(3)", "")]
    [InlineData("Input(3, 3, 3), Flatten, Linear(3)", "")]
    public void ChannelsLast(string declaration, string expected) => Rules.CheckErrors(declaration, expected);

    [Theory]
    [InlineData("Input(4), Use<B>, Loss(Loss.CrossEntropy) where B = Linear(3), Softmax", "MGEN5001 at B[1]: 'Softmax' stands before Loss.CrossEntropy, which takes logits and applies its own softmax: remove it; see M[2], M[1]")]
    [InlineData("Input(4), Linear(4), Relu, Use<B> where B = Relu, Linear(3)", "MGEN5004 at B[0]: 'Relu' follows the activation 'Relu' with no layer between them: remove one of the two; see M[2], M[3]")]
    [InlineData("Input(4), Repeat<B>(3) where B = Linear(4), Relu, Tanh", "MGEN5004 at B[2]: 'Tanh' follows the activation 'Relu' with no layer between them: remove one of the two; see B[1], M[1]")]
    [InlineData("Input(4), Residual<B>, Residual<B> where B = Linear(4), Relu, Tanh", "MGEN5004 at B[2]: 'Tanh' follows the activation 'Relu' with no layer between them: remove one of the two; see B[1], M[1]")]
    [InlineData("Input(4), Use<A>, Linear(4) where A = Linear(4), Use<B> ; B = Relu, Tanh", "MGEN5004 at B[1]: 'Tanh' follows the activation 'Relu' with no layer between them: remove one of the two; see B[0], M[1]")]
    [InlineData("Input(4), Use<B>, Use<B>, Loss(Loss.CrossEntropy) where B = Linear(4), Softmax", "")]
    [InlineData("Input(4), Repeat<B>(2), Loss(Loss.CrossEntropy) where B = Linear(4), Softmax", "")]
    [InlineData("Input(4), Repeat<B>(2), Linear(2) where B = Relu, Linear(4), Relu", "")]
    [InlineData("Input(4), Linear(4), Residual<B>, Loss(Loss.CrossEntropy) where B = Linear(4), Relu", "")]
    [InlineData("Input(4), Linear(4), Relu, Residual<B>, Linear(3) where B = Relu, Linear(4)", "")]
    public void Blocks(string declaration, string expected) => Rules.CheckErrors(declaration, expected);

    [Theory]
    [InlineData("Transformer")]
    [InlineData("Transformer(Style = Llama, Dropout = 0.1)")]
    [InlineData("Transformer(Vocabulary = 1)")]
    public void PresetsAreSilent(string declaration) => Assert.Equal("", Compiled.Errors(declaration));

    [Fact]
    public void AModelWithAnErrorHasThatOneOnly() =>
        Assert.Equal("MGEN2001 at M[1].outFeatures: OutFeatures of 'Linear' must be at least 1, not 0", Compiled.Errors("Input(32, 32, 3), Linear(0), Relu, Relu"));

    [Fact]
    public void WarningsDoNotStopTheCompiler()
    {
        Result<CompiledModel> result = Compiled.Result(Declared.Model("Input(4), Linear(3), Softmax, Loss(Loss.CrossEntropy)"));
        Assert.True(result.IsOk);
        Assert.Contains(result.Value.Files, file => file.HintName == "M.Cpu.g.cs");
    }

    /// <summary>Asks the pass itself, so that layers count that the compiler cannot lower yet.</summary>
    private static void Check(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        ModelSpec spec = Declared.Model(parts[0], parts.Length > 1 ? parts[1].Split(" ; ") : []);
        Assert.Equal(expected, string.Join("\n", Advise.Run(spec, TensorType.Batch(DType.F32, Axis.Feature(3))).Select(Compiled.Text)));
    }
}

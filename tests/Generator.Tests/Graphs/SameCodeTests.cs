using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Spec;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests.Graphs;

/// <summary>A network that is written as a graph method gives the very files that it gives as a pipeline, on every target.</summary>
public class SameCodeTests
{
    private const string Blocks = """
        [Block, LayerNorm, SelfAttention(Heads = 2, Causal = true)] partial class Attend;
        [Block, Residual<Attend>, Residual<Think>] partial class Both;
        [Block, LayerNorm, Linear(8), Gelu, Linear(4, Name = "down")] partial class Think;
        [Block, Conv2d(8, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm] partial class Halving;
        """;

    [Theory]
    [InlineData("Input(6), Linear(5, Bias = false), Relu, Linear(3, Name = \"head\", WeightName = \"out\")")]
    [InlineData("Input(6), Linear(5), Elu, LeakyRelu(0.3), Silu, Tanh, Sigmoid, Softplus, Gelu(Tanh = true), Dropout(0.3), Softmax")]
    [InlineData("Input(3, 9, 9), Conv2d(6, Kernel = 3, Same = true, Groups = 3), BatchNorm(Momentum = 0.2), Relu, MaxPool2d(2), GroupNorm(2), AvgPool2d(3, Stride = 1), Upsample2d(2), ConvTranspose2d(2, Kernel = 3, Stride = 2), GlobalMaxPool, Linear(2)")]
    [InlineData("Input(3, 9, 9), Conv2d(6, Kernel = 3, KernelWidth = 1, StrideWidth = 2, PaddingWidth = 2), DepthwiseConv2d(Kernel = 3, Multiplier = 2, Same = true), InstanceNorm(Affine = true), Pad2d(1, Right = 2), AdaptiveAvgPool2d(4, Width = 3), Identity, Residual<Halving>(Projection = true, WeightName = \"layer1.0\"), Flatten, RepeatVector(5)")]
    [InlineData("Sequence(4, MaxLength = 9), ConvTranspose1d(6, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)")]
    [InlineData("Input(12), Reshape(3, 2, 2), Flatten, LogSoftmax")]
    [InlineData("Sequence(4, MaxLength = 9), Conv1d(6, Kernel = 3, Padding = 1), MaxPool1d(2), AvgPool1d(2), RmsNorm, GlobalAveragePool")]
    [InlineData("Sequence(4, MaxLength = 9), Lstm(5, ReturnSequences = true), Gru(3, Bidirectional = true, ReturnSequences = true), Rnn(4, Layers = 2)")]
    [InlineData("Tokens(Vocabulary = 9, Context = 8, Padding = 0), Embedding(4), PositionEmbedding, SelfAttention(Heads = 2), SwiGlu(6), TakeFirst")]
    [InlineData("Tokens(Vocabulary = 9, Context = 8), Embedding(4, InitStd = 0.1), SinusoidalPosition, Repeat<Both>(3, Name = \"layers\"), Use<Think>, Residual<Think>, TakeLast, Linear(5)")]
    [InlineData("Tokens(Vocabulary = 9, Context = 8, Segments = true), Embedding(4), Repeat<Both>(2), Linear(9)")]
    public void FilesAreThose(string layers)
    {
        ModelSpec pipeline = SpecText.Read($"using ModelGen; {Blocks} [Model, Backends(Backend.Torch | Backend.Onnx | Backend.Ilgpu), {layers}] partial class M;");
        string steps = string.Concat(pipeline.Layers.Skip(1).Select(Call));
        string input = layers[..(layers.IndexOf(')') + 1)];
        ModelSpec graph = SpecText.Read($"using ModelGen; {Blocks} [Model, Backends(Backend.Torch | Backend.Onnx | Backend.Ilgpu)] partial class M {{ [Forward] static Symbol Run([{input}] Symbol input) => input{steps}; }}");
        var environment = new TargetEnvironment(TorchSharpVersion: "0.107.0", IlgpuVersion: "1.5.3", HasIlgpuAlgorithms: true);
        Assert.Null(graph.Graph!.Fault);
        CompiledModel expected = ModelCompiler.Compile(pipeline, environment).Value, actual = ModelCompiler.Compile(graph, environment).Value;
        Assert.Equal(expected.Files.Select(file => file.HintName), actual.Files.Select(file => file.HintName));
        foreach ((EmittedFile one, EmittedFile other) in expected.Files.Zip(actual.Files))
        {
            Assert.Equal(one.Text, other.Text);
        }
    }

    private static string Call(LayerSpec layer) =>
        $".{layer.Kind}{(layer.Block is null ? "" : $"<{layer.Block}>")}({string.Join(", ", layer.Arguments.Select(argument => argument.Kind == ArgumentKind.Ints ? Value(argument) : $"{char.ToLowerInvariant(argument.Name[0])}{argument.Name[1..]}: {Value(argument)}"))})";

    private static string Value(ArgumentSpec argument) => argument.Kind switch
    {
        ArgumentKind.Int => argument.Number.ToString(CultureInfo.InvariantCulture),
        ArgumentKind.Bool => argument.Number != 0 ? "true" : "false",
        ArgumentKind.Real => argument.Real.ToString("R", CultureInfo.InvariantCulture),
        ArgumentKind.Text => $"\"{argument.Text}\"",
        _ => string.Join(", ", argument.Numbers),
    };
}

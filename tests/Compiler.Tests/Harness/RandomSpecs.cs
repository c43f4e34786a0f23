using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Tests.Harness;

/// <summary>Any specification that a front end could hand over, sense or nonsense; and pipelines that are right by construction.</summary>
internal sealed class RandomSpecs(int seed)
{
    private static readonly string[] s_kinds =
    [
        "Linear", "Embedding", "PositionEmbedding", "SinusoidalPosition", "LayerNorm", "RmsNorm", "SelfAttention", "SwiGlu", "Relu", "Gelu", "Silu", "Tanh",
        "Sigmoid", "Softplus", "Relu6", "HardSwish", "LeakyRelu", "Elu", "Softmax", "LogSoftmax", "Dropout", "Flatten", "Reshape", "TakeFirst", "TakeLast", "GlobalMaxPool", "GlobalAveragePool", "Residual", "Repeat", "Use",
        "Conv1d", "Conv2d", "ConvTranspose2d", "MaxPool1d", "AvgPool1d", "MaxPool2d", "AvgPool2d", "Upsample2d", "BatchNorm", "GroupNorm", "Rnn", "Lstm", "Gru",
        "DepthwiseConv2d", "ConvTranspose1d", "Pad2d", "AdaptiveAvgPool2d", "InstanceNorm", "Identity", "RepeatVector", "", "Unknown",
    ];

    private static readonly string[] s_heads = ["Loss", "Target"];

    private static readonly string[] s_inputs = ["Input", "Sequence", "Tokens"];

    private static readonly string[] s_arguments =
    [
        "outFeatures", "InFeatures", "width", "hidden", "rate", "count", "sizes", "features", "MaxLength", "Axis", "Vocabulary", "Context", "Padding", "Heads",
        "KvHeads", "Causal", "Rotary", "RotaryBase", "Bias", "Dropout", "Epsilon", "Name", "Init", "Tanh", "loss", "LabelSmoothing", "IgnoreIndex", "ClassWeights", "Classes",
        "Style", "Layers", "Width", "Hidden", "TiedHead", "slope", "alpha", "channels", "InChannels", "Kernel", "Stride", "Same", "Dilation", "Groups", "OutputPadding", "size", "factor",
        "groups", "Momentum", "ReturnSequences", "Bidirectional", "WeightName", "InitStd", "OutputInitStd", "TiedTo", "Transposed", "Segments", "Separator", "Scale", "Segment", "Offset", "Gate", "HeadSize", "Window", "SoftCap",
        "QueryKeyNorm", "NormEpsilon", "NormOffset", "OutputBias", "ByHead", "RotarySize", "RotaryScaling", "RotaryFactor", "RotaryLowFactor", "RotaryHighFactor", "RotaryContext", "RotaryMagnitude", "RotaryFactors",
        "Checkpointed", "KernelWidth", "StrideWidth", "PaddingWidth", "Multiplier", "height", "Top", "Bottom", "Left", "Right", "Affine", "Projection", "",
    ];

    private static readonly string[] s_texts =
    [
        "", "a", "Linear", "linear1", "class", "@class", "x y", "ö", "Equals", "Parameters", "ParameterTree", "CrossEntropy", "BinaryCrossEntropy",
        "MeanSquaredError", "Huber", "Gpt", "Llama", "Bert", "XavierUniform", "Llama3", "GeluTanh", "Zeros", "7", "out", "thinkSaved", "dOutput", "\"", "\\", "\n",
        "a.b", "0", "{a,b}", "a.{b,c,d}", "{a,a,b,c}", "Weight", "embedding", "{", "}{",
    ];

    private static readonly string[] s_blocks = ["A", "B", "N.A", "C", "Missing"];

    private readonly Random _random = new(seed);

    /// <summary>Every kind of attribute that may come up.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. s_kinds, .. s_heads, .. s_inputs, "Transformer"];

    /// <summary>Every argument that may come up.</summary>
    public static IReadOnlyList<string> Arguments => s_arguments;

    /// <summary>No rule at all.</summary>
    public ModelSpec Anything()
    {
        List<LayerSpec> layers = [];
        if (_random.Next(12) == 0)
        {
            layers.Add(Wild("M", 0, "Transformer"));
        }
        else if (_random.Next(10) > 0)
        {
            layers.Add(Sensible() ? Input("M") : Wild("M", 0, Pick(s_inputs)));
        }

        for (int i = _random.Next(9); i > 0; i--)
        {
            layers.Add(Layer("M", layers.Count));
        }

        while (_random.Next(2) == 0)
        {
            layers.Add(Wild("M", layers.Count, Pick(s_heads)));
        }

        TypeSpec type = Declared.Type("M") with { IsSplit = _random.Next(30) == 0, Problem = _random.Next(20) == 0 ? Pick(Enum.GetValues<TypeProblem>()) : TypeProblem.None };
        return new(type, new([.. layers]), new([.. s_blocks.Where(_ => _random.Next(4) > 0).Select(Block)]));
    }

    /// <summary>A model that must compile, with blocks that keep their type.</summary>
    public string Pipeline(out string[] blocks)
    {
        List<string> declared = [];
        List<string> layers = [];
        State state = _random.Next(4) switch
        {
            0 => Begin(layers, "Input(12)", State.Features, 12),
            1 => Begin(layers, "Input(3, 4, 4)", State.Image, 3),
            2 => Begin(layers, "Sequence(12, MaxLength = 9)", State.Sequence, 12),
            _ => Begin(layers, $"Tokens(Vocabulary = 11, Context = 9{(_random.Next(2) == 0 ? ", Padding = 0" : "")}), Embedding(12)", State.Sequence, 12),
        };
        for (int i = 1 + _random.Next(8); i > 0; i--)
        {
            state = Step(layers, state, declared, depth: 0);
        }

        if (state == State.Image)
        {
            layers.Add("Flatten");
            state = State.Features;
        }

        if (_random.Next(3) > 0)
        {
            string[] losses = state == State.Features ? ["CrossEntropy", "BinaryCrossEntropy", "MeanSquaredError", "Huber"] : ["CrossEntropy", "MeanSquaredError", "MeanAbsoluteError"];
            layers.Add($"Loss(Loss.{Pick(losses)})");
        }

        blocks = [.. declared];
        return string.Join(", ", layers);
    }

    private enum State
    {
        Features,
        Image,
        Sequence,
    }

    private int _width;

    private State Begin(List<string> layers, string text, State state, int width)
    {
        layers.Add(text);
        _width = width;
        return state;
    }

    private State Step(List<string> layers, State state, List<string> blocks, int depth)
    {
        switch (_random.Next(11))
        {
            case 0:
                layers.Add(Pick(["Relu", "Gelu", "Gelu(Tanh = true)", "Silu", "Tanh", "Sigmoid", "Softplus", "Relu6", "HardSwish", "LeakyRelu(0.2)", "Elu", "Dropout(0.25)", "Dropout(0)"]));
                return state;
            case 1 when state != State.Image:
                layers.Add(Pick(["LayerNorm", "RmsNorm", "BatchNorm", "Softmax", "LogSoftmax", $"SwiGlu({4 + _random.Next(20)})", "SwiGlu(8, Bias = true)"]));
                return state;
            case 2 when state == State.Sequence:
                layers.Add(Pick(["PositionEmbedding", "Dropout(0.1)"]));
                return state;
            case 3 when state == State.Sequence && _width % 4 == 0:
                layers.Add(Pick(["SelfAttention(Heads = 2)", "SelfAttention(Heads = 2, KvHeads = 1, Causal = true, Rotary = true)", "SelfAttention(Heads = 1, Dropout = 0.1, Bias = false)"]));
                return state;
            case 8 when state == State.Sequence:
                string cell = Pick(["Rnn", "Lstm", "Gru"]);
                bool both = _random.Next(3) == 0;
                int hidden = Pick([2, 3, 4]);
                layers.Add($"{cell}({hidden}, ReturnSequences = true{(both ? ", Bidirectional = true, Layers = 2" : "")})");
                _width = both ? 2 * hidden : hidden;
                return state;
            case 4 when state == State.Sequence && depth == 0:
                layers.Add(Pick(["GlobalMaxPool", "GlobalAveragePool", "TakeFirst", "TakeLast"]));
                return State.Features;
            case 5 when depth < 3:
                string name = "B" + blocks.Count;
                blocks.Add("");
                int slot = blocks.Count - 1;
                int width = _width;
                List<string> inside = [];
                for (int i = 1 + _random.Next(3); i > 0; i--)
                {
                    State after = Step(inside, state, blocks, depth + 1);
                    if (after != state)
                    {
                        throw new InvalidOperationException("a block changes its type");
                    }
                }

                if (_width != width)
                {
                    inside.Add($"Linear({width})");
                    _width = width;
                }

                blocks[slot] = $"{name} = {string.Join(", ", inside)}";
                string use = Pick([$"Residual<{name}>", $"Residual<{name}>(Projection = true)", $"Repeat<{name}>({1 + _random.Next(4)})", $"Use<{name}>"]);
                layers.Add(use);
                if (_random.Next(3) == 0)
                {
                    layers.Add(use);
                }

                return state;
            case 6 when state == State.Image && depth == 0:
                layers.Add(Pick(["GlobalMaxPool", "GlobalAveragePool"]));
                return State.Features;
            case 7 when state == State.Image && depth == 0:
                layers.Add("Reshape(48)");
                _width = 48;
                return State.Features;
            default:
                if (state == State.Image)
                {
                    layers.Add(Pick(["Relu", "Conv2d(3, Kernel = 3, Padding = 1)", "Conv2d(3, Kernel = 2, Same = true, Bias = false)", "ConvTranspose2d(3, Kernel = 3, Padding = 1)", "MaxPool2d(3, Stride = 1, Padding = 1)", "BatchNorm", "GroupNorm(3)", "AvgPool2d(3, Stride = 1, Padding = 1)", "DepthwiseConv2d(Kernel = 1, KernelWidth = 3, Same = true)", "InstanceNorm", "InstanceNorm(Affine = true)", "Identity", "Pad2d(0, Top = 1), AdaptiveAvgPool2d(4)"]));
                    return state;
                }

                _width = Pick([4, 8, 12, 13]);
                layers.Add(Pick([$"Linear({_width})", $"Linear({_width}, Bias = false)", $"Linear({_width}, Init = Init.XavierUniform)"]));
                return state;
        }
    }

    private BlockSpec Block(string key) =>
        new(
            Declared.Type(key) with { Problem = _random.Next(30) == 0 ? Pick(Enum.GetValues<TypeProblem>()) : TypeProblem.None },
            new([.. Enumerable.Range(0, _random.Next(4)).Select(i => Layer(key, i))]),
            IsBlock: _random.Next(10) > 0);

    private bool Sensible() => _random.Next(3) > 0;

    private LayerSpec Input(string type) => Declared.Layers(type, Pick(["Input(4)", "Input(3, 8, 8)", "Input(6, 2)", "Sequence(8, MaxLength = 16)", "Tokens(Vocabulary = 9, Context = 8)", "Tokens(Vocabulary = 9, Context = 8, Padding = 1)"]))[0];

    private LayerSpec Layer(string type, int index) => Sensible() && _random.Next(4) > 0 ? Plain(type, index) : Wild(type, index, Pick(_random.Next(20) == 0 ? [.. s_inputs, .. s_heads, "Transformer"] : s_kinds));

    private LayerSpec Plain(string type, int index)
    {
        string text = Pick(
        [
            "Linear(8)", "Linear(4)", "Embedding(8)", "PositionEmbedding", "LayerNorm", "RmsNorm", "SelfAttention(Heads = 2)", "SelfAttention(Heads = 2, Causal = true)", "SwiGlu(8)",
            "Relu", "Gelu", "Softmax", "Dropout(0.5)", "Flatten", "Reshape(8)", "TakeLast", "GlobalMaxPool", "Conv2d(4, Kernel = 3)", "ConvTranspose2d(4, Kernel = 3)", "MaxPool2d(2)", "Lstm(4, ReturnSequences = true)", "Gru(4)", "BatchNorm", "GroupNorm(1)", "Upsample2d(2)", "Use<A>", "Residual<B>", "Repeat<C>(2)", "Use<N.A>",
        ]);
        return Declared.Layers(type, text)[0] with { Source = new SourceRef(type, index) };
    }

    private LayerSpec Wild(string type, int index, string kind)
    {
        var arguments = Enumerable.Range(0, _random.Next(5)).Select(_ => Argument(Pick(s_arguments))).DistinctBy(argument => argument.Name).ToArray();
        return new(kind, new(arguments), new SourceRef(type, index), kind is "Use" or "Repeat" or "Residual" && _random.Next(8) > 0 ? Pick(s_blocks) : null);
    }

    private ArgumentSpec Argument(string name)
    {
        bool real = name is "rate" or "slope" or "alpha" or "Momentum" or "RotaryBase" or "Dropout" or "Epsilon" or "LabelSmoothing" or "InitStd" or "OutputInitStd" or "Scale" or "NormEpsilon" or "NormOffset" or "RotaryFactor" or "RotaryLowFactor" or "RotaryHighFactor" or "RotaryMagnitude" or "SoftCap";
        bool flag = name is "Causal" or "Same" or "ReturnSequences" or "Bidirectional" or "Rotary" or "Bias" or "Tanh" or "TiedHead" or "Transposed" or "Segments" or "Segment" or "QueryKeyNorm" or "OutputBias" or "ByHead";
        bool text = name is "Name" or "Init" or "loss" or "Style" or "WeightName" or "TiedTo" or "Gate" or "RotaryScaling";
        return name == "sizes" ? ArgumentSpec.Of(name, [.. Enumerable.Range(0, _random.Next(5)).Select(_ => Number())])
            : flag ? ArgumentSpec.Of(name, _random.Next(2) == 0)
            : text ? ArgumentSpec.Of(name, Pick(s_texts))
            : real ? ArgumentSpec.Of(name, Real())
            : name == "RotaryFactors" ? ArgumentSpec.Of(name, [.. Enumerable.Range(0, _random.Next(5)).Select(_ => Real())])
            : ArgumentSpec.Of(name, Number());
    }

    private double Real() => Pick([0, 0.5, 1, -1, 1e-300, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1 - 1e-12, 1e-5]);

    private long Number() => Pick<long>([0, 1, 2, 3, 4, 8, 16, -1, -7, 1000, 65536, int.MaxValue, int.MinValue, 46341, 2_000_000_000]);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}

using ModelGen;

namespace ModelGen.Benchmarks;

/// <summary>4 layers of 256; steps on 8 sequences of 128.</summary>
[Transformer(Layers = 4, Heads = 8, Width = 256, Vocabulary = 512, Context = 128)]
internal partial class GptSmall;

/// <summary>6 layers of 384; steps on 4 sequences of 256.</summary>
[Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = 512, Context = 256)]
internal partial class GptMedium;

/// <summary>GPT-2's smallest; steps on 4 sequences of 64.</summary>
[Transformer(Layers = 12, Heads = 12, Width = 768, Vocabulary = 50257, Context = 1024)]
internal partial class Gpt2;

/// <summary>One convolution, one hidden layer; steps on 32 images.</summary>
[Model, Input(3, 32, 32)]
[Conv2d(32, Kernel = 3), Relu, MaxPool2d(2), Flatten, Linear(64), Relu, Linear(10)]
[Loss(Loss.CrossEntropy)]
internal partial class ConvNet;

/// <summary>Two hidden layers; steps on 64 examples.</summary>
[Model, Input(784), Linear(256), Relu, Linear(128), Relu, Linear(10), Loss(Loss.CrossEntropy)]
internal partial class Mlp;

#pragma warning disable MGEN5004 // activations with no layer between them are what is measured
/// <summary>Five functions that take a vector a few instructions each; on 64 rows.</summary>
[Model, Input(4096), LeakyRelu(0.1), Relu, LeakyRelu(0.2), LeakyRelu(0.3), Relu]
internal partial class LightChain;

/// <summary>Five functions with at least one exponential each; on 64 rows.</summary>
[Model, Input(4096), Gelu, Tanh, Silu, Sigmoid, Softplus]
internal partial class HeavyChain;
#pragma warning restore MGEN5004

/// <summary>Two recurrent layers; steps on 32 sequences of 100.</summary>
[Model, Tokens(Vocabulary = 10_000, Context = 100)]
[Embedding(32), Lstm(64, ReturnSequences = true), Lstm(32), Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
internal partial class RecurrentNet;

/// <summary>The sizes of llama2.c's stories15M.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = 6, Heads = 6, Width = 288, Hidden = 768, Vocabulary = 32000, Context = 256, TiedHead = true)]
internal partial class Llama15M;

/// <summary>The sizes of llama2.c's stories110M.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = 12, Heads = 12, Width = 768, Hidden = 2048, Vocabulary = 32000, Context = 1024, TiedHead = true)]
internal partial class Llama110M;

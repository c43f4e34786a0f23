namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>The reference case gpt2: sizes as in tests/golden/gpt2.config.json.</summary>
[Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16), Backends(Backend.Ilgpu)]
public partial class GoldenGpt;

/// <summary>The reference case llama: sizes as in tests/golden/llama.config.json.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32), Backends(Backend.Ilgpu)]
public partial class GoldenLlama;

/// <summary>The reference case bert: sizes as in tests/golden/bert.config.json.</summary>
[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 32, Hidden = 64, Vocabulary = 53, Context = 20, Classes = 3), Backends(Backend.Ilgpu)]
public partial class GoldenBert;

/// <summary>The reference case mlp; its softmax belongs to the loss.</summary>
[Model, Input(20), Backends(Backend.Ilgpu)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenMlp;

/// <summary>Widths that are no whole vectors, and every norm and function with an argument.</summary>
[Model, Input(12), Backends(Backend.Ilgpu)]
[Linear(9), LeakyRelu(0.1), LayerNorm, Linear(6), Elu(0.7), Linear(7), Gelu, RmsNorm, Linear(5), Softplus, Dropout(0.3), Linear(3)]
[Loss(Loss.MeanSquaredError)]
public partial class Odd;

/// <summary>Products of more than one tile in every direction.</summary>
[Model, Input(70), Backends(Backend.Ilgpu)]
[Linear(130), Gelu(Tanh = true), Linear(68), Silu, Linear(66, Bias = false), Sigmoid, Linear(4)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class Wide;

/// <summary>Images, pooled by their maximum.</summary>
[Model, Input(3, 4, 5), Backends(Backend.Ilgpu)]
[Gelu, GlobalMaxPool, Linear(4), LogSoftmax]
[Loss(Loss.MeanAbsoluteError)]
public partial class Brightest;

/// <summary>Images, pooled by their mean.</summary>
[Model, Input(3, 4, 5), Backends(Backend.Ilgpu)]
[Silu, GlobalAveragePool, Linear(4), Softmax]
[Loss(Loss.MeanSquaredError)]
public partial class Average;

/// <summary>A sequence of floats with attention that looks both ways.</summary>
[Model, Sequence(6, MaxLength = 40), Backends(Backend.Ilgpu)]
[Linear(8), SinusoidalPosition, LayerNorm, SelfAttention(Heads = 2), SelfAttention(Heads = 1, Rotary = true, RotaryBase = 5000), TakeFirst, Linear(3)]
[Loss(Loss.Huber)]
public partial class Both;

/// <summary>Padding, dropout of probabilities, heads of an odd size.</summary>
[Block, LayerNorm, SelfAttention(Heads = 2, Dropout = 0.2)] public partial class OddAttend;
[Block, LayerNorm, SwiGlu(10, Bias = true), Dropout(0.1)] public partial class OddThink;
[Block, Residual<OddAttend>, Residual<OddThink>] public partial class OddEncode;

[Model, Tokens(Vocabulary = 19, Context = 24, Padding = 0), Backends(Backend.Ilgpu)]
[Embedding(6), PositionEmbedding, Repeat<OddEncode>(3), GlobalAveragePool, Linear(3)]
[Loss(Loss.CrossEntropy, LabelSmoothing = 0.1)]
public partial class Padded;

/// <summary>Causal, one key head for four query heads, a class for every step.</summary>
[Block, RmsNorm, SelfAttention(Heads = 4, KvHeads = 1, Causal = true, Rotary = true)] public partial class Shared;

[Model, Tokens(Vocabulary = 19, Context = 24, Padding = 3), Backends(Backend.Ilgpu)]
[Embedding(32), PositionEmbedding, Residual<Shared>, Linear(7)]
[Loss(Loss.CrossEntropy, IgnoreIndex = 2)]
public partial class Tagger;

[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Backends(Backend.Ilgpu)]
[Embedding(4), TakeLast, Linear(1)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class Last;

[Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0), Backends(Backend.Ilgpu)]
[Embedding(4), GlobalMaxPool, Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Most;

/// <summary>Several tiles of queries and keys.</summary>
[Model, Tokens(Vocabulary = 11, Context = 160), Backends(Backend.Ilgpu)]
[Embedding(8), SelfAttention(Heads = 2, Causal = true, Rotary = true), Linear(11)]
[Loss(Loss.CrossEntropy)]
public partial class Long;

/// <summary>A head that keeps its keys in shared memory: more than 32 numbers.</summary>
[Model, Sequence(5, MaxLength = 40), Backends(Backend.Ilgpu)]
[Linear(48), SelfAttention(Heads = 1, Causal = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Head48;

/// <summary>A head whose keys' gradient is shared out to two groups.</summary>
[Model, Sequence(5, MaxLength = 40), Backends(Backend.Ilgpu)]
[Linear(96), SelfAttention(Heads = 1, Rotary = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Head96;

/// <summary>The largest kind of head, four groups for a key.</summary>
[Model, Sequence(5, MaxLength = 24), Backends(Backend.Ilgpu)]
[Linear(160), SelfAttention(Heads = 1, Causal = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Head160;

/// <summary>No loss: the caller gives the output's gradient and takes the input's.</summary>
[Block, LayerNorm, Linear(8), Gelu(Tanh = true)] public partial class Step;

[Model, Input(8), Backends(Backend.Ilgpu)]
[Use<Step>, Residual<Step>, Repeat<Step>(4), Linear(8)]
public partial class NoLoss;

/// <summary>The output is read by the backward pass, and layers only rename it.</summary>
[Model, Input(4, 6), Backends(Backend.Ilgpu)]
[Flatten, Linear(12), Tanh, Reshape(3, 2, 2)]
public partial class Renamed;

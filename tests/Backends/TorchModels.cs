using ModelGen;

namespace ModelGen.Backends.Tests;

/// <summary>The reference case gpt2.</summary>
[Backends(Backend.TorchSharp), Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16)]
public partial class TorchGpt;

/// <summary>The reference case llama.</summary>
[Backends(Backend.TorchSharp), Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32)]
public partial class TorchLlama;

/// <summary>The reference case bert.</summary>
[Backends(Backend.TorchSharp), Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 32, Hidden = 64, Vocabulary = 53, Context = 20, Classes = 3)]
public partial class TorchBert;

/// <summary>The reference case mlp.</summary>
[Backends(Backend.TorchSharp), Model, Input(20)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy)]
public partial class TorchMlp;

/// <summary>Attention in both directions over real steps only.</summary>
[Block, LayerNorm, SelfAttention(Heads = 2)]
internal partial class Attend;

/// <summary>A gated middle with biases.</summary>
[Block, RmsNorm, SwiGlu(24, Bias = true)]
internal partial class Think;

/// <summary>One layer of the encoder.</summary>
[Block, Residual<Attend>, Residual<Think>]
internal partial class Encode;

/// <summary>Padding masks attention and pooling.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 40, Context = 12, Padding = 0)]
[Embedding(16), SinusoidalPosition, Repeat<Encode>(2), GlobalAveragePool, Linear(3)]
[Loss(Loss.CrossEntropy, LabelSmoothing = 0.1)]
public partial class TorchEncoder;

/// <summary>Padding masks attention and loss; causal, with rotary positions and shared heads.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 40, Context = 12, Padding = 0)]
[Embedding(16), SelfAttention(Heads = 4, KvHeads = 2, Causal = true, Rotary = true), Gelu, Linear(6)]
[Loss(Loss.CrossEntropy, IgnoreIndex = 5)]
public partial class TorchTagger;

/// <summary>The last real step, scores between 0 and 1.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0)]
[Embedding(8), PositionEmbedding, Silu, TakeLast, Linear(2)]
[Loss(Loss.BinaryCrossEntropy)]
public partial class TorchLast;

/// <summary>The maximum over real steps.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 9, Context = 6, Padding = 0)]
[Embedding(8), GlobalMaxPool, Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class TorchPeak;

/// <summary>Space: pooling, reshaping.</summary>
[Backends(Backend.TorchSharp), Model, Input(3, 4, 4)]
[Gelu, Flatten, Linear(24), Reshape(6, 2, 2), GlobalAveragePool, Sigmoid, Reshape(6, 1, 1), GlobalMaxPool, Softmax]
public partial class TorchImage;

/// <summary>A sequence of features, looked at in both directions.</summary>
[Backends(Backend.TorchSharp), Model, Sequence(6, MaxLength = 10)]
[Linear(8), SelfAttention(Heads = 2, Rotary = true, RotaryBase = 500), Tanh, SelfAttention(Heads = 1), TakeFirst]
public partial class TorchSignal;

/// <summary>A block in several places.</summary>
[Block, LayerNorm, Linear(8), Gelu(Tanh = true)]
internal partial class Shared;

/// <summary>Once, around a sum, repeated.</summary>
[Backends(Backend.TorchSharp), Model, Input(8)]
[Use<Shared>, Residual<Shared>, Repeat<Shared>(3), Linear(2)]
public partial class TorchShared;

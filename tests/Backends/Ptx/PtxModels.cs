using ModelGen;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>The reference case mlp.</summary>
[Backends(Backend.Ilgpu), Model, Input(20)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy)]
public partial class PtxMlp;

/// <summary>The reference case gpt2: heads of 16.</summary>
[Backends(Backend.Ilgpu), Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16)]
public partial class PtxGpt;

/// <summary>The reference case llama: heads of 8, turned by their positions, keys and values shared.</summary>
[Backends(Backend.Ilgpu), Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32)]
public partial class PtxLlama;

/// <summary>Heads of 64, causal.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256)]
[Embedding(128), SelfAttention(Heads = 2, Causal = true), Gelu, Linear(6)]
public partial class PtxHead64;

/// <summary>A head of 128 that sees only real tokens.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256, Padding = 0)]
[Embedding(128), SelfAttention(Heads = 1), Linear(6)]
public partial class PtxHead128;

/// <summary>Heads of 48, whose chunks are no power of two; keys and values shared, causal, padding.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256, Padding = 0)]
[Embedding(96), SelfAttention(Heads = 2, KvHeads = 1, Causal = true), Silu, Linear(6)]
public partial class PtxHead48;

/// <summary>Heads of 24, an odd number of chunks.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256)]
[Embedding(48), SelfAttention(Heads = 2), Linear(6)]
public partial class PtxHead24;

/// <summary>Heads of 6, which tensor cores do not take.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 64)]
[Embedding(12), SelfAttention(Heads = 2), Linear(6)]
public partial class PtxHead6;

/// <summary>Heads of 256, causal, keys and values shared.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256)]
[Embedding(512), SelfAttention(Heads = 2, KvHeads = 1, Causal = true), Linear(6)]
public partial class PtxHead256;

/// <summary>A head of 192 that sees only real tokens.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256, Padding = 0)]
[Embedding(192), SelfAttention(Heads = 1), Linear(6)]
public partial class PtxHead192;

/// <summary>Heads of 136: more than 128, and an odd number of chunks.</summary>
[Backends(Backend.Ilgpu), Model, Tokens(Vocabulary = 11, Context = 256)]
[Embedding(272), SelfAttention(Heads = 2), Linear(6)]
public partial class PtxHead136;

/// <summary>A decoder's prompt: heads of 64, turned by their positions, keys and values shared.</summary>
[Backends(Backend.Ilgpu), Transformer(Style = TransformerStyle.Llama, Layers = 1, Heads = 2, KvHeads = 1, Width = 128, Hidden = 64, Vocabulary = 67, Context = 256)]
public partial class PtxChat;

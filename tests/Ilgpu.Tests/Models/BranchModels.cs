namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Attention that looks back three tokens, and turns a part of each head; then one that looks back over all.</summary>
[Model, Tokens(Vocabulary = 13, Context = 24), Backends(Backend.Ilgpu)]
[Embedding(16), SelfAttention(Heads = 4, KvHeads = 2, Causal = true, Rotary = true, Window = 3), RmsNorm, SelfAttention(Heads = 1, Causal = true), Linear(13)]
public partial class ShortSighted;

[Block, RmsNorm, SelfAttention(Heads = 2, KvHeads = 1, Causal = true, Rotary = true, Bias = false)] public partial class Turn;

/// <summary>Positions as sines; blocks whose attentions lie behind another's; heads of six numbers.</summary>
[Model, Tokens(Vocabulary = 13, Context = 24), Backends(Backend.Ilgpu)]
[Embedding(12), SinusoidalPosition, SelfAttention(Heads = 2, Causal = true), Residual<Turn>, Repeat<Turn>(2), Linear(13)]
public partial class Winding;

/// <summary>More keys than one split has.</summary>
[Model, Tokens(Vocabulary = 13, Context = 150), Backends(Backend.Ilgpu)]
[Embedding(16), PositionEmbedding, SelfAttention(Heads = 2, Causal = true), Linear(13)]
public partial class LongSighted;

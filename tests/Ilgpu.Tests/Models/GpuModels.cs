using ModelGen.Equality;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>No loss: the caller gives the output's gradient and takes the input's.</summary>
[Model, Input(8), Backends(Backend.Ilgpu)]
[Use<Step>, Residual<Step>, Repeat<Step>(4), Linear(8)]
public partial class NoLoss;

/// <summary>Values of whole vectors and others take turns in one place, for a batch that is no multiple of four.</summary>
[Model, Tokens(Vocabulary = 7, Context = 22, Padding = 2), Backends(Backend.Ilgpu)]
[Embedding(8), TakeLast, Linear(19), Relu, RmsNorm, Tanh, Linear(6)]
public partial class TakingTurns;

/// <summary>Blocks that keep nothing for the backward pass, behind everything that is kept.</summary>
[Block, PositionEmbedding] public partial class Places;

[Model, Tokens(Vocabulary = 13, Context = 13), Backends(Backend.Ilgpu)]
[Embedding(6), Linear(1), Repeat<Places>(2), Softmax, SelfAttention(Heads = 1)]
public partial class KeepingNothing;

/// <summary>The output is read by the backward pass, and layers only rename it.</summary>
[Model, Input(4, 6), Backends(Backend.Ilgpu)]
[Flatten, Linear(12), Tanh, Reshape(3, 2, 2)]
public partial class Renamed;

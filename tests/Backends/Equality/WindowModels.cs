namespace ModelGen.Equality;

/// <summary>A convolutional block.</summary>
[Block]
[Conv2d(8, Kernel = 3, Same = true, Bias = false), BatchNorm, Relu, Conv2d(8, Kernel = 3, Same = true), GroupNorm(2)]
public partial class Branch;

/// <summary>Windows over images: an even kernel that keeps the size, groups, strides, dilation, padding of every kind.</summary>
[Backends(Target.Here), Model, Input(4, 9, 7)]
[Conv2d(8, Kernel = 4, Same = true, Groups = 2), GroupNorm(4), Silu, MaxPool2d(3, Stride = 2, Padding = 1), Residual<Branch>]
[Conv2d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 2, Bias = false), ConvTranspose2d(5, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)]
[AvgPool2d(3, Stride = 2, Padding = 1), Upsample2d(2), ConvTranspose2d(3, Kernel = 2, Bias = false), Flatten, Linear(3)]
[Loss(Loss.MeanSquaredError)]
public partial class Windows;

/// <summary>Half the size, twice the channels.</summary>
[Block]
[Conv2d(8, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu, Conv2d(8, Kernel = 3, KernelWidth = 2, Same = true, Bias = false), BatchNorm]
public partial class Halving;

/// <summary>Windows that are no squares, channels by themselves, edges, projections.</summary>
[Backends(Target.Here), Model, Input(4, 9, 7)]
[Conv2d(6, Kernel = 1, KernelWidth = 5, Stride = 2, StrideWidth = 1, PaddingWidth = 2), InstanceNorm, Pad2d(1, Left = 2, Bottom = 0), DepthwiseConv2d(Kernel = 3, Multiplier = 2, StrideWidth = 2, Bias = false)]
[InstanceNorm(Affine = true), Silu, Residual<Halving>(Projection = true, WeightName = "layer1.0"), Relu, Identity, AdaptiveAvgPool2d(3, Width = 2), Conv2d(4, Kernel = 2, KernelWidth = 1), AdaptiveAvgPool2d(1), Flatten, RepeatVector(3), Gru(5, ReturnSequences = true), Flatten, Linear(3)]
[Loss(Loss.MeanSquaredError)]
public partial class Oblong;

/// <summary>Sequences that grow, and positions behind them.</summary>
[Backends(Target.Here), Model, Sequence(4, MaxLength = 20)]
[ConvTranspose1d(6, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1), SinusoidalPosition, Tanh, ConvTranspose1d(5, Kernel = 2, Stride = 3, Bias = false), GlobalAveragePool]
[Loss(Loss.MeanSquaredError)]
public partial class Growing;

/// <summary>Batch normalisation of steps and of features.</summary>
[Backends(Target.Here), Model, Sequence(6, MaxLength = 10)]
[Linear(8, Bias = false), BatchNorm, Tanh, GlobalAveragePool, Linear(5, Bias = false), BatchNorm(Momentum = 0.3, Epsilon = 1e-3), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class Normed;

/// <summary>Windows over time that know of padding; the number of steps changes three times, and attention and positions come behind.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 16, Padding = 0)]
[Embedding(6), Conv1d(8, Kernel = 4, Same = true), Relu, MaxPool1d(3, Stride = 2, Padding = 1)]
[Conv1d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 3, Groups = 2, Bias = false), Tanh, AvgPool1d(2, Padding = 1)]
[PositionEmbedding, SelfAttention(Heads = 2), SinusoidalPosition, MaxPool1d(2), GlobalMaxPool, Linear(3)]
[Loss(Loss.CrossEntropy)]
public partial class Scan;

/// <summary>Statistics that leave padding out, and the first step that is none.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 12, Padding = 0)]
[Embedding(4), BatchNorm, Conv1d(5, Kernel = 3, Stride = 2, Bias = false), BatchNorm, Tanh, AvgPool1d(2, Stride = 1), TakeFirst, Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class PaddedNorms;

/// <summary>Attention that sees padding, and a window that leaves none between real steps.</summary>
[Block, SelfAttention(Heads = 2), Conv1d(4, Kernel = 3, Same = true)]
public partial class HoleBlock;

/// <summary>Copies of a block, each with the mask that the one before it leaves.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 12, Padding = 0), Embedding(4), Repeat<HoleBlock>(3), GlobalAveragePool, Linear(2), Loss(Loss.MeanSquaredError)]
public partial class Holes;

/// <summary>Attention to what is near, with part of each head turned, some of it more slowly.</summary>
[Block, RmsNorm, SelfAttention(Heads = 2, KvHeads = 1, HeadSize = 8, Causal = true, Window = 5, SoftCap = 1.5, Rotary = true, RotarySize = 6, RotaryScaling = RotaryScaling.Llama3, RotaryFactor = 4, RotaryContext = 32, QueryKeyNorm = true)]
public partial class Looking;

/// <summary>Windows of attention with bent scores, over more than one tile of keys; positions from a row on; the usual angles beside a window.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 50, Padding = 0)]
[Embedding(10), PositionEmbedding(Offset = 2), Repeat<Looking>(2), SelfAttention(Heads = 1, Causal = true, Window = 40, Rotary = true, RotaryScaling = RotaryScaling.PerPair, RotaryFactors = new[] { 1, 1.5, 2, 3, 5 }, RotaryMagnitude = 1.25, SoftCap = 0.8, QueryKeyNorm = true, NormOffset = 1), Linear(3)]
[Loss(Loss.CrossEntropy)]
public partial class Near;

/// <summary>Texts of a row that do not see each other, nor padding.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 40, Padding = 0, Separator = 3)]
[Embedding(8), SelfAttention(Heads = 2, Rotary = true), Repeat<Parted>(2), SelfAttention(Heads = 2, Causal = true, Window = 4, Rotary = true), Linear(3)]
[Loss(Loss.CrossEntropy)]
public partial class Texts;

/// <summary>The same in a block, without a rotation.</summary>
[Block, LayerNorm, SelfAttention(Heads = 2, Causal = true), Gelu]
public partial class Parted;

/// <summary>A norm alone.</summary>
[Backends(Target.Here), Model, Input(2), BatchNorm, Loss(Loss.MeanSquaredError)]
public partial class NormAlone;

/// <summary>Windows over time without padding.</summary>
[Backends(Target.Here), Model, Sequence(4, MaxLength = 20)]
[Conv1d(6, Kernel = 2, Same = true, Dilation = 3), Gelu, AvgPool1d(3, Padding = 1), SelfAttention(Heads = 3, Rotary = true), MaxPool1d(2, Stride = 1), TakeLast]
[Loss(Loss.MeanSquaredError)]
public partial class Samples;

/// <summary>A recurrent layer in a repeated block.</summary>
[Block, Gru(6, ReturnSequences = true), LayerNorm]
public partial class Gate;

/// <summary>Padding goes through a repeated block.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
[Embedding(6), MaxPool1d(2), Repeat<Gate>(2), GlobalAveragePool]
[Loss(Loss.MeanSquaredError)]
public partial class Gates;

namespace ModelGen.Models.Tests.Gradients;

[Model, Sequence(5, MaxLength = 9), Conv1d(4, Kernel = 3)] internal sealed partial class Conv1dLayer;
[Model, Sequence(6, MaxLength = 9), Conv1d(4, Kernel = 3, Stride = 2, Padding = 1, Groups = 2, Bias = false)] internal sealed partial class Conv1dWithStride;
[Model, Sequence(3, MaxLength = 9), Conv1d(4, Kernel = 2, Same = true), Tanh, Conv1d(3, Kernel = 2, Dilation = 3), Gelu, Linear(2)] internal sealed partial class Conv1dTwice;
[Model, Sequence(3, MaxLength = 9), Linear(4), MaxPool1d(2), Conv1d(3, Kernel = 2), LayerNorm, SelfAttention(Heads = 1), TakeLast] internal sealed partial class WindowsThenAttention;
[Model, Sequence(5, MaxLength = 9), MaxPool1d(2)] internal sealed partial class MaxPool1dLayer;
[Model, Sequence(5, MaxLength = 9), AvgPool1d(3, Stride = 2, Padding = 1)] internal sealed partial class AvgPool1dLayer;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(4), Conv1d(4, Kernel = 2), MaxPool1d(2), SelfAttention(Heads = 1), GlobalAveragePool] internal sealed partial class PaddedWindows;
[Model, Tokens(Vocabulary = 11, Context = 6, Padding = 2), Embedding(4), AvgPool1d(2, Stride = 1), Lstm(3)] internal sealed partial class PaddedMeans;
[Block, Conv1d(4, Kernel = 3, Same = true), Relu, Conv1d(4, Kernel = 3, Same = true)] internal sealed partial class TimeBlock;
[Model, Sequence(4, MaxLength = 9), Conv1d(4, Kernel = 2), Residual<TimeBlock>, Repeat<TimeBlock>(2), GlobalMaxPool] internal sealed partial class TimeBlocks;
[Model, Sequence(3, MaxLength = 6), ConvTranspose1d(4, Kernel = 3)] internal sealed partial class ConvTranspose1dLayer;
[Model, Sequence(3, MaxLength = 6), Linear(4), Tanh, ConvTranspose1d(2, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1, Bias = false), Sigmoid, ConvTranspose1d(3, Kernel = 2, Stride = 3)] internal sealed partial class ConvTranspose1dWithStride;
[Model, Sequence(3, MaxLength = 6), ConvTranspose1d(2, Kernel = 2, Stride = 4), Conv1d(3, Kernel = 3, Stride = 2), TakeLast] internal sealed partial class ConvTranspose1dShort;
[Block, Conv1d(6, Kernel = 3, Stride = 2, Padding = 1), Tanh, Linear(5)] internal sealed partial class TimeHalving;
[Model, Sequence(3, MaxLength = 9), Residual<TimeHalving>(Projection = true), Residual<Widening>(Projection = true), TakeLast] internal sealed partial class TimeProjections;

namespace ModelGen.Models.Tests.Calls;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 0), Embedding(5), Conv1d(6, Kernel = 3), Relu, GlobalMaxPool, Linear(2), Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedTextCnn;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 3)]
[Embedding(4), Conv1d(6, Kernel = 3, Stride = 2, Padding = 1, Bias = false), Gelu, MaxPool1d(2, Stride = 1), Conv1d(4, Kernel = 2, Dilation = 2), AvgPool1d(2, Stride = 1), Lstm(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedDeepCnn;

[Block, Conv1d(4, Kernel = 3, Same = true), Tanh, Conv1d(4, Kernel = 2, Same = true)] internal sealed partial class PaddedBranch;
[Block, Conv1d(4, Kernel = 3), Tanh] internal sealed partial class PaddedShorter;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 0)]
[Embedding(4), Residual<PaddedBranch>, LayerNorm, SelfAttention(Heads = 2), Repeat<PaddedBranch>(2), AvgPool1d(3, Stride = 2, Padding = 1), MaxPool1d(3, Stride = 1, Padding = 1), GlobalAveragePool]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedBranches;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 12)]
[Embedding(4), Use<PaddedShorter>, Use<PaddedShorter>, Conv1d(6, Kernel = 3, Stride = 3, Groups = 2), TakeFirst, Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedTakeFirst;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 0), Embedding(4), MaxPool1d(3, Stride = 2), Gru(3, Bidirectional = true), Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedPool;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 0), Embedding(4), TakeFirst, Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedFirst;

/// <summary>Attention sees padding's place, and what a window behind it leaves of it.</summary>
[Block, SelfAttention(Heads = 2), Conv1d(4, Kernel = 4, Dilation = 2, Same = true), MaxPool1d(3, Stride = 1, Padding = 1)] internal sealed partial class PaddedHoles;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 0), Embedding(4), Repeat<PaddedHoles>(3, Name = "all"), Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedRepeated;

[Model, Tokens(Vocabulary = 13, Context = 14, Padding = 0), Embedding(4), Use<PaddedHoles>(Name = "a"), Use<PaddedHoles>(Name = "b"), Use<PaddedHoles>(Name = "c"), Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedOneByOne;

/// <summary>One number a token, a filter whose taps are decimal places: a text and what windows make of it can be read.</summary>
[Model, Tokens(Vocabulary = 5, Context = 8, Padding = 4), Embedding(1), Conv1d(1, Kernel = 3, Bias = false)]
internal sealed partial class ReadableWindows;

[Model, Tokens(Vocabulary = 9, Context = 8, Padding = 0), Embedding(3), BatchNorm]
internal sealed partial class PaddedBatchNorm;

[Model, Tokens(Vocabulary = 9, Context = 8, Padding = 0), Embedding(3), Conv1d(3, Kernel = 2, Bias = false), BatchNorm, GlobalMaxPool, Linear(2), Loss(Loss.MeanSquaredError)]
internal sealed partial class PaddedConvolutionNorm;

using ModelGen;

namespace ModelGen.Backends.Tests;

/// <summary>The reference case cnn.</summary>
[Backends(Backend.TorchSharp), Model, Input(3, 12, 12)]
[Conv2d(8, Kernel = 3, Padding = 1, Name = "conv1"), Relu, MaxPool2d(2), Conv2d(6, Kernel = 3, Stride = 2, Name = "conv2"), Relu]
[Flatten, Linear(16, Name = "fc1"), Relu, Linear(5, Name = "fc2")]
[Loss(Loss.CrossEntropy)]
public partial class TorchCnn;

/// <summary>What the reference case cnn_bn adds to its stem.</summary>
[Block]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
internal partial class TorchBranch;

/// <summary>The reference case cnn_bn; the branch has a prefix of its own here.</summary>
[Backends(Backend.TorchSharp), Model, Input(3, 8, 8)]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "stem"), BatchNorm(Name = "bn0"), Relu, Residual<TorchBranch>(Name = "branch"), Relu]
[GlobalAveragePool, Linear(4, Name = "fc")]
[Loss(Loss.CrossEntropy)]
public partial class TorchResidualCnn;

/// <summary>The reference case textcnn.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 45, Context = 14)]
[Embedding(16, Name = "embedding"), Conv1d(12, Kernel = 5, Name = "conv"), Relu, GlobalMaxPool, Linear(10, Name = "fc1"), Relu, Linear(1, Name = "fc2")]
[Loss(Loss.BinaryCrossEntropy)]
public partial class TorchTextCnn;

/// <summary>The reference case lstm.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 40, Context = 9)]
[Embedding(12, Name = "embedding"), Lstm(16, ReturnSequences = true, Name = "lstm1"), Lstm(10, Name = "lstm2"), Linear(1, Name = "dense")]
[Loss(Loss.BinaryCrossEntropy)]
public partial class TorchLstm;

/// <summary>The reference case gru.</summary>
[Backends(Backend.TorchSharp), Model, Sequence(6, MaxLength = 8)]
[Gru(14, Name = "gru"), Linear(3, Name = "dense")]
[Loss(Loss.MeanSquaredError)]
public partial class TorchGru;

/// <summary>Windows over images: an even kernel that keeps the size, groups, strides, dilation, padding of every kind.</summary>
[Backends(Backend.TorchSharp), Model, Input(4, 9, 7)]
[Conv2d(8, Kernel = 4, Same = true, Groups = 2), GroupNorm(4), Silu, MaxPool2d(3, Stride = 2, Padding = 1)]
[Conv2d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 2, Bias = false), ConvTranspose2d(5, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)]
[AvgPool2d(3, Stride = 2, Padding = 1), Upsample2d(2), ConvTranspose2d(3, Kernel = 2, Bias = false), Flatten, Linear(3)]
[Loss(Loss.MeanSquaredError)]
public partial class TorchWindows;

/// <summary>Batch normalisation of steps and of features.</summary>
[Backends(Backend.TorchSharp), Model, Sequence(6, MaxLength = 10)]
[Linear(8, Bias = false), BatchNorm, Tanh, GlobalAveragePool, Linear(5, Bias = false), BatchNorm(Momentum = 0.3, Epsilon = 1e-3), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class TorchNormed;

/// <summary>Windows over time that know of padding; the number of steps changes three times, and attention and positions come behind.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 20, Context = 16, Padding = 0)]
[Embedding(6), Conv1d(8, Kernel = 4, Same = true), Relu, MaxPool1d(3, Stride = 2, Padding = 1)]
[Conv1d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 3, Groups = 2, Bias = false), Tanh, AvgPool1d(2, Padding = 1)]
[PositionEmbedding, SelfAttention(Heads = 2), SinusoidalPosition, MaxPool1d(2), GlobalMaxPool, Linear(3)]
[Loss(Loss.CrossEntropy)]
public partial class TorchScan;

/// <summary>Windows over time without padding.</summary>
[Backends(Backend.TorchSharp), Model, Sequence(4, MaxLength = 20)]
[Conv1d(6, Kernel = 2, Same = true, Dilation = 3), Gelu, AvgPool1d(3, Padding = 1), SelfAttention(Heads = 3, Rotary = true), MaxPool1d(2, Stride = 1), TakeLast]
[Loss(Loss.MeanSquaredError)]
public partial class TorchSamples;

/// <summary>All recurrent layers, stacked and in both directions.</summary>
[Backends(Backend.TorchSharp), Model, Sequence(5, MaxLength = 9)]
[Rnn(6, ReturnSequences = true, Bidirectional = true), Gru(4, Layers = 2, Bidirectional = true, ReturnSequences = true), Lstm(5, Layers = 2, ReturnSequences = true), Lstm(3, Bidirectional = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class TorchRings;

/// <summary>The same with padding.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
[Embedding(6), Lstm(5, Layers = 2, Bidirectional = true, ReturnSequences = true), Rnn(4, ReturnSequences = true), Gru(3, Layers = 2, Bidirectional = true), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class TorchPaddedRings;

/// <summary>The states of padded steps are seen.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
[Embedding(6), Gru(5, ReturnSequences = true), Lstm(3, Bidirectional = true, ReturnSequences = true)]
[Loss(Loss.MeanSquaredError)]
public partial class TorchStates;

/// <summary>A recurrent layer in a repeated block.</summary>
[Block, Gru(6, ReturnSequences = true), LayerNorm]
internal partial class TorchGate;

/// <summary>Padding goes through a repeated block behind a window.</summary>
[Backends(Backend.TorchSharp), Model, Tokens(Vocabulary = 20, Context = 9, Padding = 0)]
[Embedding(6), MaxPool1d(2), Repeat<TorchGate>(2), GlobalAveragePool]
[Loss(Loss.MeanSquaredError)]
public partial class TorchGates;

using ModelGen;

namespace ModelGen.Models.Tests;

/// <summary>The reference case gpt2: sizes as in tests/golden/gpt2.config.json.</summary>
[Transformer(Layers = 2, Heads = 2, Width = 32, Vocabulary = 61, Context = 16)]
public partial class GoldenGpt;

/// <summary>The reference case llama: sizes as in tests/golden/llama.config.json.</summary>
[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 56, Vocabulary = 67, Context = 32)]
public partial class GoldenLlama;

/// <summary>The reference case bert: sizes as in tests/golden/bert.config.json.</summary>
[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 32, Hidden = 64, Vocabulary = 53, Context = 20, Classes = 3)]
public partial class GoldenBert;

/// <summary>The same without the classifier: it ends in the pooler.</summary>
[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 32, Hidden = 64, Vocabulary = 53, Context = 20)]
public partial class GoldenBertEncoder;

/// <summary>The reference case cnn.</summary>
[Model, Input(3, 12, 12)]
[Conv2d(8, Kernel = 3, Padding = 1, Name = "conv1"), Relu, MaxPool2d(2), Conv2d(6, Kernel = 3, Stride = 2, Name = "conv2"), Relu]
[Flatten, Linear(16, Name = "fc1"), Relu, Linear(5, Name = "fc2")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenCnn;

/// <summary>What the reference case cnn_bn adds to its stem.</summary>
[Block]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
internal partial class GoldenBranch;

/// <summary>The reference case cnn_bn; the branch has a prefix of its own here.</summary>
[Model, Input(3, 8, 8)]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "stem"), BatchNorm(Name = "bn0"), Relu, Residual<GoldenBranch>(Name = "branch"), Relu]
[GlobalAveragePool, Linear(4, Name = "fc")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenResidualCnn;

/// <summary>torchvision's BasicBlock.</summary>
[Block]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
internal partial class Basic8;

/// <inheritdoc cref="Basic8"/>
[Block]
[Conv2d(12, Kernel = 3, Padding = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, Conv2d(12, Kernel = 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
internal partial class Basic12;

/// <summary>The first block of a stage.</summary>
[Block]
[Conv2d(12, Kernel = 3, Stride = 2, Padding = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, Conv2d(12, Kernel = 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
internal partial class Down12;

/// <summary>The reference case resnet18: torchvision's names, two stages.</summary>
[Model, Input(3, 26, 30)]
[Conv2d(8, Kernel = 7, Stride = 2, Padding = 3, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, MaxPool2d(3, Stride = 2, Padding = 1)]
[Residual<Basic8>(Name = "layer1_0", WeightName = "layer1.0"), Relu, Residual<Basic8>(Name = "layer1_1", WeightName = "layer1.1"), Relu]
[Residual<Down12>(Projection = true, Name = "layer2_0", WeightName = "layer2.0"), Relu, Residual<Basic12>(Name = "layer2_1", WeightName = "layer2.1"), Relu]
[AdaptiveAvgPool2d(1), Flatten, Linear(5, Name = "fc")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenResNet;

/// <summary>The reference case textcnn.</summary>
[Model, Tokens(Vocabulary = 45, Context = 14)]
[Embedding(16, Name = "embedding"), Conv1d(12, Kernel = 5, Name = "conv"), Relu, GlobalMaxPool, Linear(10, Name = "fc1"), Relu, Linear(1, Name = "fc2")]
[Loss(Loss.BinaryCrossEntropy)]
public partial class GoldenTextCnn;

/// <summary>The reference case lstm.</summary>
[Model, Tokens(Vocabulary = 40, Context = 9)]
[Embedding(12, Name = "embedding"), Lstm(16, ReturnSequences = true, Name = "lstm1"), Lstm(10, Name = "lstm2"), Linear(1, Name = "dense")]
[Loss(Loss.BinaryCrossEntropy)]
public partial class GoldenLstm;

/// <summary>The reference case gru.</summary>
[Model, Sequence(6, MaxLength = 8)]
[Gru(14, Name = "gru"), Linear(3, Name = "dense")]
[Loss(Loss.MeanSquaredError)]
public partial class GoldenGru;

/// <summary>The reference case mlp; its softmax belongs to the loss.</summary>
[Model, Input(20)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenMlp;

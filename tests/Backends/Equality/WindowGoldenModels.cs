namespace ModelGen.Equality;

/// <summary>The reference case cnn.</summary>
[Backends(Target.Here), Model, Input(3, 12, 12)]
[Conv2d(8, Kernel = 3, Padding = 1, Name = "conv1"), Relu, MaxPool2d(2), Conv2d(6, Kernel = 3, Stride = 2, Name = "conv2"), Relu]
[Flatten, Linear(16, Name = "fc1"), Relu, Linear(5, Name = "fc2")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenCnn;

/// <summary>What the reference case cnn_bn adds to its stem.</summary>
[Block]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
internal partial class GoldenBranch;

/// <summary>The reference case cnn_bn; the branch has a prefix of its own here.</summary>
[Backends(Target.Here), Model, Input(3, 8, 8)]
[Conv2d(8, Kernel = 3, Padding = 1, Bias = false, Name = "stem"), BatchNorm(Name = "bn0"), Relu, Residual<GoldenBranch>(Name = "branch"), Relu]
[GlobalAveragePool, Linear(4, Name = "fc")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenResidualCnn;

/// <summary>The reference case textcnn.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 45, Context = 14)]
[Embedding(16, Name = "embedding"), Conv1d(12, Kernel = 5, Name = "conv"), Relu, GlobalMaxPool, Linear(10, Name = "fc1"), Relu, Linear(1, Name = "fc2")]
[Loss(Loss.BinaryCrossEntropy)]
public partial class GoldenTextCnn;

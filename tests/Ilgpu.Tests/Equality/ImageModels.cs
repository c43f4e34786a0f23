namespace ModelGen.Equality;

/// <summary>A convolutional block.</summary>
[Block]
[Conv2d(8, Kernel = 3, Same = true, Bias = false), BatchNorm, Gelu, Conv2d(8, Kernel = 3, Same = true), GroupNorm(2)]
public partial class ImageBranch;

/// <summary>An even kernel that keeps the size, groups, strides, dilation, padding of every kind; pools whose windows overlap.</summary>
[Backends(Target.Here), Model, Input(4, 9, 7)]
[Conv2d(8, Kernel = 4, Same = true, Groups = 2), GroupNorm(4), Silu, MaxPool2d(3, Stride = 2, Padding = 1), Residual<ImageBranch>]
[Conv2d(6, Kernel = 3, Stride = 2, Dilation = 2, Padding = 2, Bias = false), ConvTranspose2d(5, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)]
[AvgPool2d(3, Stride = 2, Padding = 1), Upsample2d(2), ConvTranspose2d(3, Kernel = 2, Bias = false), Flatten, Linear(3)]
[Loss(Loss.MeanSquaredError)]
public partial class Images;

/// <summary>Batch normalisation of steps and of features; padding is no part of the statistics.</summary>
[Backends(Target.Here), Model, Tokens(Vocabulary = 20, Context = 10, Padding = 0)]
[Embedding(6), Linear(8, Bias = false), BatchNorm, Tanh, GlobalAveragePool, Linear(5, Bias = false), BatchNorm(Momentum = 0.3, Epsilon = 1e-3), Linear(2)]
[Loss(Loss.MeanSquaredError)]
public partial class NormedSteps;

/// <summary>The reference case cnn.</summary>
[Backends(Target.Here), Model, Input(3, 12, 12)]
[Conv2d(8, Kernel = 3, Padding = 1, Name = "conv1"), Relu, MaxPool2d(2), Conv2d(6, Kernel = 3, Stride = 2, Name = "conv2"), Relu]
[Flatten, Linear(16, Name = "fc1"), Relu, Linear(5, Name = "fc2")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenImages;

namespace ModelGen.Models.Tests.Gradients;

[Model, Input(3, 5, 6), Conv2d(4, Kernel = 3)] internal sealed partial class Conv2dLayer;
[Model, Input(3, 6, 5), Conv2d(4, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] internal sealed partial class Conv2dWithStride;
[Model, Input(4, 7, 7), Conv2d(6, Kernel = 3, Dilation = 2, Groups = 2, Padding = 1)] internal sealed partial class Conv2dInGroups;
[Model, Input(2, 5, 4), Conv2d(3, Kernel = 4, Same = true), Tanh, Conv2d(2, Kernel = 2, Same = true), Gelu] internal sealed partial class Conv2dSame;
[Model, Input(2, 8, 8), Conv2d(5, Kernel = 3), Relu, MaxPool2d(2), Conv2d(4, Kernel = 2), Silu, AvgPool2d(2), Flatten, Linear(3)] internal sealed partial class ConvNet;
[Model, Input(3, 3, 4), ConvTranspose2d(2, Kernel = 3)] internal sealed partial class ConvTranspose2dLayer;
[Model, Input(3, 3, 4), Conv2d(4, Kernel = 2), Tanh, ConvTranspose2d(2, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1, Bias = false), Sigmoid] internal sealed partial class ConvTranspose2dWithStride;
[Model, Input(2, 6, 7), MaxPool2d(2)] internal sealed partial class MaxPool2dLayer;
[Model, Input(2, 6, 7), MaxPool2d(3, Stride = 2, Padding = 1)] internal sealed partial class MaxPool2dOverlapping;
[Model, Input(2, 6, 7), AvgPool2d(2)] internal sealed partial class AvgPool2dLayer;
[Model, Input(2, 6, 7), AvgPool2d(3, Stride = 2, Padding = 1)] internal sealed partial class AvgPool2dOverlapping;
[Block, Conv2d(3, Kernel = 3, Padding = 1), Relu, Conv2d(3, Kernel = 3, Same = true)] internal sealed partial class ConvBlock;
[Model, Input(3, 4, 4), Residual<ConvBlock>, Repeat<ConvBlock>(2), GlobalAveragePool, Linear(2)] internal sealed partial class ResidualConvs;

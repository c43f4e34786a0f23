using ModelGen;

namespace Cifar10Sample;

/// <summary>The convolutional net of many a first course: 32 x 32 pixels in three colours to ten classes.</summary>
[Model, Input(3, 32, 32)]
[Conv2d(32, Kernel = 3), Relu, MaxPool2d(2)]
[Flatten, Linear(64), Relu, Linear(10)]
[Loss(Loss.CrossEntropy)]
public partial class CifarNet;

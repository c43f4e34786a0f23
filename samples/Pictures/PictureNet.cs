using ModelGen;

namespace PicturesSample;

/// <summary>A small convolutional net: 28 x 28 grey pixels to ten classes.</summary>
[Model, Input(1, 28, 28)]
[Conv2d(16, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
[Conv2d(32, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
[Flatten, Linear(96), Relu, Linear(10)]
[Loss(Loss.CrossEntropy), Target(Classes = 10)]
public partial class PictureNet;

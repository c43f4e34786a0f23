using ModelGen;

namespace DigitsSample;

/// <summary>A small convolutional net: 28 x 28 grey pixels to ten digits.</summary>
#if BROWSER
[Quantize(ModelGen.Quantization.Weights.Int8)] // the page reads the small file, and trains nothing
#endif
[Model, Input(1, Canvas.Size, Canvas.Size)]
[Conv2d(8, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
[Conv2d(16, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
[Flatten, Dropout(0.2), Linear(64), Relu, Linear(10)]
[Loss(Loss.CrossEntropy), Target(Classes = 10)]
public partial class DigitNet;

global using ModelGen.Onnx;
global using ModelGen.Quantization;

namespace Given;

public static class Page
{
    public static Digits model = null!;
    public static float[] pixels = null!;
}

[Backends(Backend.Onnx)]
[Model, Input(784)]
[Linear(256), Relu, Linear(10)]
[Loss(Loss.CrossEntropy)]
public partial class Digits;

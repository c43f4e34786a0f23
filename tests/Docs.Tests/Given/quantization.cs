global using ModelGen.Quantization;

namespace Given;

public static class Page
{
    public static Digits model = null!;
    public static TensorDataset<float, int> train = null!, heldOut = null!;
}

[Model, Input(784)]
[Linear(256), Relu, Linear(128), Relu, Linear(10)]
[Loss(Loss.CrossEntropy)]
public partial class Digits;

[Quantize(Weights.Int8)]
[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, Width = 64, Vocabulary = 512, Context = 128)]
public partial class Storyteller;

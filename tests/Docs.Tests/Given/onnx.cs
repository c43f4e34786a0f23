global using ModelGen.Onnx;
global using ModelGen.Quantization;

namespace Given;

public static class Page
{
    public static Penguins penguins = null!;
    public static Storyteller storyteller = null!;
}

[Backends(Backend.Onnx)]
[Model, Tokens(Vocabulary = 8000, Context = 64, Padding = 0)]
[Embedding(32), Conv1d(64, Kernel = 3), Relu, GlobalMaxPool, Linear(4)]
[Loss(Loss.CrossEntropy)]
public partial class Topic;

[Backends(Backend.Onnx)]
[Model, Input(5)]
[Linear(16), Relu, Linear(3)]
[Loss(Loss.CrossEntropy)]
public partial class Penguins;

[Backends(Backend.Onnx)]
[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, Width = 64, Vocabulary = 512, Context = 128)]
public partial class Storyteller;

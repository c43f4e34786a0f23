namespace Given;

public static class Page;

[Backends(Backend.Onnx)]
[Model, Tokens(Vocabulary = 8000, Context = 64, Padding = 0)]
[Embedding(32), Conv1d(64, Kernel = 3), Relu, GlobalMaxPool, Linear(4)]
[Loss(Loss.CrossEntropy)]
public partial class Topic;

using ModelGen.Quantization;

namespace ModelGen.Models.Tests.Quantizing;

// Of small numbers from the beginning, each like a model of floats beside it.
[Model, Input(20)]
[Linear(24, Name = "fc1"), Relu, Linear(16, Name = "fc2"), Tanh, Linear(5, Name = "fc3")]
[Loss(Loss.CrossEntropy), Quantize(ModelGen.Quantization.Weights.Int8)]
public partial class SmallMlp;

[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 64, Vocabulary = 67, Context = 32)]
[Quantize(ModelGen.Quantization.Weights.Int8)]
public partial class SmallLlama;

[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 64, Vocabulary = 67, Context = 32)]
[Quantize(ModelGen.Quantization.Weights.Int4)]
public partial class SmallerLlama;

[Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 32, Hidden = 64, Vocabulary = 67, Context = 32)]
public partial class FloatLlama;

[Model, Input(28 * 28)]
[Linear(256), Relu, Linear(128), Relu, Linear(10)]
[Loss(Loss.CrossEntropy)]
public partial class Digits;

[Transformer(Layers = 2, Heads = 4, Width = 64, Vocabulary = 32, Context = 32)]
public partial class WordGpt;

namespace ModelGen.Torch.Benchmarks;

/// <summary>The model of samples/CharGpt.</summary>
[Backends(Backend.TorchSharp)]
[Transformer(Style = TransformerStyle.Llama, TiedHead = true, Layers = 4, Heads = 5, Width = 160, Vocabulary = 128, Context = 128)]
public partial class CharGpt;

using ModelGen;

namespace TorchTrainingSample;

/// <summary>One declaration, two targets.</summary>
[Backends(Backend.TorchSharp)]
[Transformer(Layers = 6, Heads = 6, Width = 384, Vocabulary = 96, Context = 256)]
public partial class CharGpt;

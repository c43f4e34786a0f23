using ModelGen;

namespace TorchTrainingSample;

/// <summary>The same model as <see cref="HandWritten"/>; small, so that what surrounds libtorch's kernels shows.</summary>
[Backends(Backend.TorchSharp)]
[Transformer(Layers = 4, Heads = 8, Width = 256, Vocabulary = 512, Context = 128)]
public partial class SmallGpt;

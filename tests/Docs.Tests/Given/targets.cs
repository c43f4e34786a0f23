global using ILGPU;
global using ILGPU.Algorithms;
global using ILGPU.Runtime;
global using TorchSharp;

namespace Given;

public static class Page
{
    public static CharGpt model = null!;
    public static CharGpt.Torch module = null!;
    public static torch.optim.Optimizer optimizer = null!;
    public static CharGpt.Gpu gpu = null!;
    public static Accelerator accelerator = null!;
    public static ISchedule schedule = null!;
    public static TokenDataset data = null!;
    public static int steps;
    public static Ids ids = null!, targets = null!;
}

// Tokens, in whatever form a block takes them.
public sealed class Ids
{
    public static implicit operator torch.Tensor(Ids ids) => throw new NotSupportedException();
    public static implicit operator ReadOnlyTensorSpan<int>(Ids ids) => throw new NotSupportedException();
}

[Backends(Backend.TorchSharp | Backend.Ilgpu)]
[Transformer(Layers = 1, Heads = 2, Width = 16, Vocabulary = 65, Context = 256)]
public partial class CharGpt;

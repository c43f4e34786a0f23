using ModelGen;

namespace GpuInferenceSample;

/// <summary>The model of samples/CharGpt, whose weights it loads, for the CPU and for a GPU.</summary>
[Backends(Backend.Ilgpu)]
[Transformer(Style = TransformerStyle.Llama, TiedHead = true, Layers = 4, Heads = 5, Width = 160, Vocabulary = 128, Context = Window)]
public partial class CharGpt
{
    /// <summary>How many characters the model looks at.</summary>
    public const int Window = 128;
}

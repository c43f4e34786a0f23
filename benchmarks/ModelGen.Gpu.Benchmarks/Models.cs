using ModelGen;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>The sizes of GPT-2's smallest.</summary>
[Backends(Backend.Ilgpu), Transformer(Layers = 12, Heads = 12, Width = 768, Vocabulary = 50257, Context = 1024)]
public partial class Gpt2
{
    public sealed partial class Gpu
    {
        /// <summary>Starts a prediction whose logits stay on the device: 823 MB of them would measure the bus.</summary>
        internal void Start(int[] ids, int batch, int length) => Run(ids, batch, length);
    }
}

/// <summary>The sizes of llama2.c's stories110M.</summary>
[Backends(Backend.Ilgpu), Transformer(Style = TransformerStyle.Llama, Layers = 12, Heads = 12, Width = 768, Hidden = 2048, Vocabulary = 32000, Context = 1024, TiedHead = true)]
public partial class Llama110M;

/// <summary>Small enough for ILGPU's CPU accelerator: tries the benchmarks of whole models, measures nothing.</summary>
[Backends(Backend.Ilgpu), Transformer(Style = TransformerStyle.Llama, Layers = 1, Heads = 2, Width = 32, Hidden = 64, Vocabulary = 64, Context = 32)]
public partial class Tiny;

/// <summary>16 causal heads of 64.</summary>
[Backends(Backend.Ilgpu), Model, Sequence(1024, MaxLength = 32768)]
[SelfAttention(Heads = 16, Causal = true), Linear(8)]
public partial class Causal16x64
{
    public sealed partial class Gpu : IAttentionModel
    {
        AttentionKernels IAttentionModel.Attention() => new(
            _device, _tensors, 16, 64, true, Kernels.Attention16x16x64CausalKeep, Kernels.AttentionGradient16x16x64Causal, Kernels.TensorAttention16x16x64CausalFrom16To16);
    }
}

/// <summary>16 heads of 64 that see all steps.</summary>
[Backends(Backend.Ilgpu), Model, Sequence(1024, MaxLength = 32768)]
[SelfAttention(Heads = 16), Linear(8)]
public partial class Full16x64
{
    public sealed partial class Gpu : IAttentionModel
    {
        AttentionKernels IAttentionModel.Attention() => new(
            _device, _tensors, 16, 64, false, Kernels.Attention16x16x64Keep, Kernels.AttentionGradient16x16x64, Kernels.TensorAttention16x16x64From16To16);
    }
}

/// <summary>16 causal heads of 128.</summary>
[Backends(Backend.Ilgpu), Model, Sequence(2048, MaxLength = 32768)]
[SelfAttention(Heads = 16, Causal = true), Linear(8)]
public partial class Causal16x128
{
    public sealed partial class Gpu : IAttentionModel
    {
        AttentionKernels IAttentionModel.Attention() => new(
            _device, _tensors, 16, 128, true, Kernels.Attention16x16x128CausalKeep, Kernels.AttentionGradient16x16x128Causal, Kernels.TensorAttention16x16x128CausalFrom16To16);
    }
}

/// <summary>16 heads of 128 that see all steps.</summary>
[Backends(Backend.Ilgpu), Model, Sequence(2048, MaxLength = 32768)]
[SelfAttention(Heads = 16), Linear(8)]
public partial class Full16x128
{
    public sealed partial class Gpu : IAttentionModel
    {
        AttentionKernels IAttentionModel.Attention() => new(
            _device, _tensors, 16, 128, false, Kernels.Attention16x16x128Keep, Kernels.AttentionGradient16x16x128, Kernels.TensorAttention16x16x128From16To16);
    }
}

/// <summary>A weight of 4096 x 4096.</summary>
[Backends(Backend.Ilgpu), Model, Input(4096), Linear(4096, Bias = false)]
public partial class Gemm4096x4096
{
    public sealed partial class Gpu : IProductModel
    {
        ProductKernels IProductModel.Product() => new(_device, _tensors, _weights, _parameters.Linear.Weight, 4096, 4096, Kernels.Forward4096x4096, _tensors is null ? null : _tensors.Multiply<Kernels.TensorForward4096x4096Shape>);
    }
}

/// <summary>A weight of 1024 x 1024.</summary>
[Backends(Backend.Ilgpu), Model, Input(1024), Linear(1024, Bias = false)]
public partial class Gemm1024x1024
{
    public sealed partial class Gpu : IProductModel
    {
        ProductKernels IProductModel.Product() => new(_device, _tensors, _weights, _parameters.Linear.Weight, 1024, 1024, Kernels.Forward1024x1024, _tensors is null ? null : _tensors.Multiply<Kernels.TensorForward1024x1024Shape>);
    }
}

/// <summary>The first product of GPT-2's feed-forward part, without what follows it.</summary>
[Backends(Backend.Ilgpu), Model, Input(768), Linear(3072, Bias = false)]
public partial class Gemm3072x768
{
    public sealed partial class Gpu : IProductModel
    {
        ProductKernels IProductModel.Product() => new(_device, _tensors, _weights, _parameters.Linear.Weight, 3072, 768, Kernels.Forward3072x768, _tensors is null ? null : _tensors.Multiply<Kernels.TensorForward3072x768Shape>);
    }
}

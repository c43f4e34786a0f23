namespace ModelGen.Gpu.Benchmarks;

/// <summary>A model whose attention can be timed alone.</summary>
internal interface IAttentionModel
{
    AttentionKernels Attention();
}

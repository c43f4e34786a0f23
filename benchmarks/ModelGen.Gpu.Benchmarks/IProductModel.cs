namespace ModelGen.Gpu.Benchmarks;

/// <summary>A model whose product can be timed alone.</summary>
internal interface IProductModel
{
    ProductKernels Product();
}

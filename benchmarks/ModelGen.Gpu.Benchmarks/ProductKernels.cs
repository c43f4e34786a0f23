using System;
using ILGPU;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>The launchers of one product, as they were emitted for its model.</summary>
/// <param name="Out">Rows of the weight.</param>
/// <param name="In">Columns of the weight.</param>
/// <param name="Forward">x, weight, y; rows.</param>
/// <param name="Tensor">x in 16 bits, whether it is, weight, no bias, no residual, nothing of before an activation, y; rows.</param>
internal sealed record ProductKernels(
    GpuDevice Device,
    GpuTensors? Tensors,
    GpuWeights Weights,
    Parameter Weight,
    int Out,
    int In,
    Action<GpuDevice, ArrayView<float>, ArrayView<float>, ArrayView<float>, long> Forward,
    Action<ArrayView<float>, bool, Parameter, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, long>? Tensor);

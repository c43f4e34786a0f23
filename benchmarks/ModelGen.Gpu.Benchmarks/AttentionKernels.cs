using System;
using ILGPU;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>The launchers of one attention, as they were emitted for its model.</summary>
/// <param name="Forward">packed, output, log-sum-exp; batch, length.</param>
/// <param name="Backward">packed, output, log-sum-exp, gradient of output, gradient of packed; batch, length: in the order of the emitted method.</param>
/// <param name="Tensor">packed and output in 16 bits; batch, length.</param>
internal sealed record AttentionKernels(
    GpuDevice Device,
    GpuTensors? Tensors,
    int Heads,
    int Size,
    bool Causal,
    Action<GpuDevice, ArrayView<float>, ArrayView<float>, ArrayView<float>, long, long> Forward,
    Action<GpuDevice, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, long, long> Backward,
    Action<GpuDevice, GpuTensors, ArrayView<float>, ArrayView<float>, long, long> Tensor);

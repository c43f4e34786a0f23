using System;

namespace ModelGen;

/// <summary>What a model is compiled to.</summary>
[Flags]
public enum Backend
{
    /// <summary>Nothing beside the CPU target.</summary>
    None = 0,

    /// <summary>C# over the SIMD kernels of this library; always emitted.</summary>
    Cpu = 1,

    /// <summary>An <c>nn.Module</c> for libtorch; the project references a TorchSharp package.</summary>
    TorchSharp = 2,

    /// <summary>GPU kernels without libtorch; the project references the ILGPU package.</summary>
    Ilgpu = 4,

    /// <summary>A method <c>ExportOnnx</c> that writes the model for other runtimes; no package is needed.</summary>
    Onnx = 8,
}

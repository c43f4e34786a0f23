namespace ModelGen.Compiler.Spec;

/// <summary>What the compilation around a model offers: decides which targets can be emitted, and how.</summary>
/// <param name="HasRuntime">The ModelGen library is referenced.</param>
/// <param name="HasIlgpuAlgorithms">ILGPU.Algorithms is referenced: its functions are those that kernels call.</param>
public sealed record TargetEnvironment(bool HasRuntime = true, string? TorchSharpVersion = null, string? IlgpuVersion = null, bool HasIlgpuAlgorithms = false)
{
    /// <summary>Code of the ILGPU target compiles.</summary>
    public bool HasIlgpu => IlgpuVersion is not null && HasIlgpuAlgorithms;
}

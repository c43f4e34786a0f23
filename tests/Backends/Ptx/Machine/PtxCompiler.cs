using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>ILGPU's PTX back end without a GPU.</summary>
internal static class PtxCompiler
{
    /// <summary>A context of its own each time: one that has failed stays broken.</summary>
    public static string Compile(MethodInfo kernel, int threads, OptimizationLevel level = OptimizationLevel.O2)
    {
        using Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(level).Math(MathMode.Fast));
        var architecture = new CudaArchitecture(8, 0);
        using PTXBackend backend = new(context, new CudaCapabilityContext(architecture), architecture, new CudaInstructionSet(7, 8), null);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), new KernelSpecialization(threads, null))).PTXAssembly;
    }
}

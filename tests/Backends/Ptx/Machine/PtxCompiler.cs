using System;
using System.Collections.Concurrent;
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
    private static readonly ConcurrentDictionary<(MethodInfo Kernel, int Threads), Lazy<string>> s_compiled = new();

    /// <summary>A kernel is compiled once: several tests look at each, and a product takes seconds.</summary>
    public static string Compile(MethodInfo kernel, int threads) => s_compiled.GetOrAdd((kernel, threads), each => new(() => Assembly(each.Kernel, each.Threads))).Value;

    // A context of its own each time: one that has failed stays broken.
    private static string Assembly(MethodInfo kernel, int threads)
    {
        using Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Math(MathMode.Fast));
        var architecture = new CudaArchitecture(8, 0);
        using PTXBackend backend = new(context, new CudaCapabilityContext(architecture), architecture, new CudaInstructionSet(7, 8), null);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), new KernelSpecialization(threads, null))).PTXAssembly;
    }
}

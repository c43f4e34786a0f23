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

    // Contexts that nobody compiles in: to make one takes as long as a kernel does.
    private static readonly ConcurrentBag<(Context Context, PTXBackend Backend)> s_idle = [];

    private static string Assembly(MethodInfo kernel, int threads)
    {
        (Context Context, PTXBackend Backend) tools = s_idle.TryTake(out (Context, PTXBackend) idle) ? idle : Tools();
        try
        {
            string text = ((PTXCompiledKernel)tools.Backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), new KernelSpecialization(threads, null))).PTXAssembly;
            s_idle.Add(tools);
            return text;
        }
        catch
        {
            // One that has failed stays broken.
            tools.Backend.Dispose();
            tools.Context.Dispose();
            throw;
        }
    }

    private static (Context Context, PTXBackend Backend) Tools()
    {
        Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Math(MathMode.Fast));
        var architecture = new CudaArchitecture(8, 0);
        return (context, new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, new CudaInstructionSet(7, 8), null));
    }
}

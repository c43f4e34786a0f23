using System;
using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ModelGen.Ilgpu.Tests.Harness;

/// <summary>
/// The accelerator that the kernels of a test run on: MODELGEN_ILGPU is cpu (default), opencl or cuda. The stand-in has a cpu only; against the
/// package all three are possible.
/// </summary>
internal sealed partial class Machine : IDisposable
{
    public const string Variable = "MODELGEN_ILGPU";
    private const int WarpSize = 32;

    private static readonly Lazy<Machine> s_shared = new(() => Open());
    private static readonly ConcurrentBag<object> s_kept = [];

    private Machine(Context context, Accelerator accelerator)
    {
        Context = context;
        Accelerator = accelerator;
    }

    public Context Context { get; }

    public Accelerator Accelerator { get; }

    /// <summary>Why there is no such accelerator; null where there is one.</summary>
    public static string? Missing { get; } = Probe();

    public static bool IsOpenCl => Kind == "opencl";

    public static bool IsCpu => Kind == "cpu";

    private static string Kind => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } kind ? kind : "cpu";

    /// <summary>One for all tests that count nothing on it: ILGPU compiles a kernel once for each accelerator.</summary>
    public static Machine Shared => s_shared.Value;

    /// <summary>Keeps a disposed session, and so the kernels that it had loaded: ILGPU forgets those that nobody holds.</summary>
    public static void Keep(object session) => s_kept.Add(session);

    /// <param name="warps">How many warps of 32 a group may have on a cpu.</param>
    public static Machine Open(int warps = 4)
    {
        Context context = CreateContext();
        return new Machine(context, Create(context, warps));
    }

    public void Dispose()
    {
        Accelerator.Dispose();
        Context.Dispose();
    }

    private static Context CreateContext()
        => Context.Create(builder => builder.EnableAlgorithms().CPU().Cuda().OpenCL().Optimize(Kind == "cpu" ? OptimizationLevel.O0 : OptimizationLevel.O2));

    private static Accelerator Create(Context context, int warps) => Kind switch
    {
        "cuda" => context.CreateCudaAccelerator(0),
        "opencl" => context.CreateCLAccelerator(0),
        _ => new CPUDevice(WarpSize, warps, 1).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel),
    };

    private static string? Probe()
    {
        using Context context = CreateContext();
        return Kind switch
        {
            "cpu" => null,
            "cuda" => context.GetCudaDevices().Count > 0 ? null : $"{Variable}=cuda, but ILGPU finds no CUDA device",
            "opencl" => context.GetCLDevices().Count > 0 ? Refused(context) : $"{Variable}=opencl, but ILGPU finds no OpenCL device",
            string other => $"{Variable}={other}: cpu, opencl or cuda is meant",
        };
    }

    private static string? Refused(Context context)
    {
        string? reason = null;
        Refuse(context, ref reason);
        return reason;
    }

    /// <summary>Why the tests would not come to their end on the OpenCL device; the package's tests say it, the stand-in has no such device.</summary>
    static partial void Refuse(Context context, ref string? reason);
}

using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using ModelGen.Backends.Ptx.Tests.Machine;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>What ILGPU makes of every emitted kernel for CUDA.</summary>
public class PtxTests
{
    private const int Threads = 128;

    // Whose sizes come as one structure, which must not lie on a stack.
    private static readonly string[] s_flat = ["ConvolutionKernels", "WindowPoolKernels", "TimeWindowKernels", "RealSteps", "RotaryKernels", "RandomKernels", "ChannelNormKernels", "ObjectiveKernels", "LossKernels", "CrossEntropyKernels", "InfoNceKernels", "RecurrentKernels"];

    // A float that is almost 0: of a truth value that becomes a float ILGPU 1.5.3 makes the float whose bits are 1, not 1 (see GpuMath).
    private static readonly Regex s_denormal = new("0f[08]0(?!000000)[0-7][0-9A-F]{5}", RegexOptions.IgnoreCase);

    public static TheoryData<string> Models => [.. EmittedKernels.OfModels.Select(Name).Distinct()];

    public static TheoryData<string> Support => [.. EmittedKernels.OfSupport.Select(Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void KernelsWithConstantsUseNoLocalMemory(string kernel)
    {
        MethodInfo method = EmittedKernels.OfModels.First(each => Name(each) == kernel);
        string ptx = PtxCompiler.Compile(method, Threads);
        Assert.DoesNotContain(".local", ptx);
        Assert.DoesNotMatch(s_denormal, ptx);
        bool isAttention = method.Name.StartsWith("TensorAttention", System.StringComparison.Ordinal);
        Assert.Equal(isAttention, ptx.Contains("mma.sync.aligned.m16n8k16", System.StringComparison.Ordinal));
        Assert.Equal(isAttention, ptx.Contains("cp.async.cg.shared.global", System.StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Support))]
    public void OtherKernelsCompile(string kernel)
    {
        string ptx = PtxCompiler.Compile(EmittedKernels.OfSupport.First(each => Name(each) == kernel), Threads);
        Assert.Contains(".entry", ptx);
        Assert.DoesNotMatch(s_denormal, ptx);
        if (s_flat.Any(kernel.Contains))
        {
            Assert.DoesNotContain(".local", ptx);
        }
    }

    [Fact]
    public void ProductsInSixteenBitsUseTensorCoresAndNoLocalMemory()
    {
        Assert.True(EmittedKernels.Products.Count > 40);
        foreach ((MethodInfo kernel, int threads) in EmittedKernels.Products)
        {
            string ptx = PtxCompiler.Compile(kernel, threads);
            Assert.DoesNotContain(".local", ptx);
            Assert.Contains("mma.sync.aligned.m16n8k16", ptx);
            Assert.Contains("cp.async.cg.shared.global", ptx);
            Assert.Contains("ldmatrix.sync.aligned.m8n8.x4", ptx);
        }
    }

    // ptxas refuses more than 48 KB of static shared memory.
    [Fact]
    public void SharedMemoryFits()
    {
        IEnumerable<(MethodInfo Kernel, int Threads)> attention = EmittedKernels.OfModels.Where(each => each.Name.StartsWith("TensorAttention", System.StringComparison.Ordinal)).Select(each => (each, Threads));
        foreach ((MethodInfo kernel, int threads) in EmittedKernels.Products.Concat(attention))
        {
            Assert.InRange(new PtxProgram(PtxCompiler.Compile(kernel, threads)).SharedBytes, 1, 48 * 1024);
        }
    }

    [PtxasFact]
    public void NothingIsSpilled()
    {
        foreach ((MethodInfo kernel, int threads) in EmittedKernels.Products.Concat(EmittedKernels.OfModels.Select(each => (each, Threads))))
        {
            string ptx = PtxCompiler.Compile(kernel, threads);
            foreach (string architecture in new[] { "sm_80", "sm_90" })
            {
                string report = Ptxas.Assemble(ptx, architecture);
                Assert.True(report.Contains("0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads", System.StringComparison.Ordinal), $"{Name(kernel)}, {architecture}: {report}");
            }
        }
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}

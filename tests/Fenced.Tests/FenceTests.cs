using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using ModelGen.Cpu;
using ModelGen.Cpu.Simd;
using ModelGen.Fences;
using Xunit;

namespace ModelGen.Fenced.Tests;

/// <summary>That a fence is one: without these, everything else here could pass for want of fences.</summary>
public sealed unsafe class FenceTests
{
    [Theory]
    [InlineData("touch-behind")]
    [InlineData("touch-before")]
    public void WhoLeavesMemoryEnds(string command)
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere nothing but a pattern guards
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ModelGen.Fences.dll"), command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Assert.StartsWith("inside", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        Assert.Contains("AccessViolation", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    /// <summary>Whatever takes spans and is called from outside hands copies of them to the kernel: its code begins with a call of <see cref="FencedCall.Enter"/>.</summary>
    [Fact]
    public void KernelsAreFenced()
    {
        Assert.True(Cpu.Fences.AreOn);
        MethodInfo[] kernels =
        [
            .. typeof(ConvolutionKernels).Assembly.GetTypes().Where(type => type.Namespace == "ModelGen.Cpu" && type.Name != "Check").SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
                .Where(method => !method.IsSpecialName && method.GetParameters().Any(parameter => IsSpan(parameter.ParameterType))),
        ];
        MethodInfo[] originals = [.. kernels.Where(method => method.Name.EndsWith("Unfenced", StringComparison.Ordinal))];
        Assert.True(originals.Length >= 80, $"{originals.Length} kernels are fenced");
        Assert.Equal([], kernels.Except(originals).Where(method => !Enters(method)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));
    }

    // ldstr, then call: what KernelWrapper writes.
    private static bool Enters(MethodInfo method)
    {
        byte[] code = method.GetMethodBody()!.GetILAsByteArray()!;
        if (code.Length < 10 || code[0] != OpCodes.Ldstr.Value || code[5] != OpCodes.Call.Value) return false;
        MethodBase? called = method.Module.ResolveMethod(BitConverter.ToInt32(code, 6));
        return called?.Name == nameof(FencedCall.Enter) && called.DeclaringType == typeof(FencedCall);
    }

    private static bool IsSpan(Type type) => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>));

    [Fact]
    public void PartsOfScratchMemoryHaveGuardedEdges()
    {
        ScratchLayout size = new(null);
        size.Take(5);
        size.Take(16);
        float* memory = Scratchpad.Current.Here(size.Floats);
        foreach ((int part, int at) in new[] { (0, -1), (0, 5), (1, -1), (1, 16) })
        {
            int guards = Scratchpad.Current.Guards;
            ScratchLayout layout = new(memory);
            float* first = layout.Take(5), second = layout.Take(16);
            Scratchpad.Current.CheckGuards(guards, "nobody");
            layout = new(memory);
            first = layout.Take(5);
            second = layout.Take(16);
            (part == 0 ? first : second)[at] = 1;
            Assert.Contains("over the edge", Assert.Throws<InvalidOperationException>(() => Scratchpad.Current.CheckGuards(guards, "somebody")).Message, StringComparison.Ordinal);
        }
    }
}

using System;
using System.Diagnostics;
using System.IO;
using ModelGen.Cpu;
using ModelGen.Cpu.Simd;
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

    [Fact]
    public void KernelsAreFenced()
    {
        Assert.True(Cpu.Fences.AreOn);

        // The spans that a kernel sees are not its caller's: on the way back only what it says that it writes is copied.
        Assert.NotNull(typeof(ConvolutionKernels).GetMethod("BackwardBiasUnfenced"));
    }

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

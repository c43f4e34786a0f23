using System.Collections.Generic;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The embedded default: safe C# over the runtime library's SIMD kernels.</summary>
internal static class CpuTarget
{
    public static EquatableArray<EmittedFile> Emit(CpuPlan plan)
    {
        var files = new List<EmittedFile> { new SurfaceWriter(plan).Write(), ParametersWriter.Write(plan), PassesWriter.Write(plan) };
        if (plan.CanDecode)
        {
            files.Add(DecoderWriter.Write(plan));
        }

        return new([.. files]);
    }
}

using System;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>A test that is skipped where there is no <c>ptxas</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PtxasFactAttribute : FactAttribute
{
    public PtxasFactAttribute()
    {
        if (Ptxas.Path is null)
        {
            Skip = "ptxas is neither on PATH nor in CUDA_PATH/bin: registers and spills were not looked at";
        }
    }
}

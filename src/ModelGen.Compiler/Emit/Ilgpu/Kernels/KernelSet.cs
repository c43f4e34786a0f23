using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>The kernels that a model's passes turned out to launch, in order of name.</summary>
internal sealed class KernelSet
{
    private readonly SortedDictionary<string, IKernel> _kernels = new(StringComparer.Ordinal);

    public ExpressionNames Expressions { get; } = new();

    /// <returns>The launcher, as passes call it.</returns>
    public string Use(IKernel kernel)
    {
        _kernels[kernel.Name] = kernel;
        return "Kernels." + kernel.Name;
    }

    public void Write(CodeWriter code)
    {
        bool first = true;
        foreach (IKernel kernel in _kernels.Values)
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            kernel.Write(code);
        }
    }
}

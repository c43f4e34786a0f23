using System;
using System.Diagnostics.CodeAnalysis;

namespace ILGPU.Runtime;

public static class KernelUtil
{
    public static Kernel GetKernel<TDelegate>(this TDelegate kernelDelegate)
        where TDelegate : Delegate
        => kernelDelegate.TryGetKernel(out Kernel? kernel) ? kernel : throw new NotSupportedException("The delegate is not a kernel launcher");

    public static bool TryGetKernel<TDelegate>(this TDelegate kernelDelegate, [NotNullWhen(true)] out Kernel? kernel)
        where TDelegate : Delegate
        => Kernel.TryFind(kernelDelegate, out kernel);
}

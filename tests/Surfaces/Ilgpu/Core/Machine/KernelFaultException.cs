using System;

namespace ILGPU.Surface;

/// <summary>A kernel did what a GPU answers with garbage, a crash or a hang.</summary>
public sealed class KernelFaultException : Exception
{
    /// <param name="message">What was done.</param>
    public KernelFaultException(string message)
        : base(message)
    {
    }

    /// <param name="message">What was done, with kernel, group and thread.</param>
    /// <param name="inner">The error as the thread threw it.</param>
    public KernelFaultException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

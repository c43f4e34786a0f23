using System;

namespace ILGPU;

public sealed class InvalidKernelOperationException : InvalidOperationException
{
    public InvalidKernelOperationException(string message)
        : base(message)
    {
    }
}

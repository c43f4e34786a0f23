using System;

namespace ILGPU.Runtime;

public abstract class AcceleratorObject : IDisposable
{
    private protected AcceleratorObject(Accelerator accelerator) => Accelerator = accelerator;

    public Accelerator Accelerator { get; }

    public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;

    public bool IsDisposed { get; private set; }

    /// <exception cref="ObjectDisposedException">The object has been disposed already. ILGPU lets that pass; here it is an error.</exception>
    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        IsDisposed = true;
        Free();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Free()
    {
    }
}

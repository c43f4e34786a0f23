using System.Threading.Tasks;

namespace ILGPU.Runtime;

public class AcceleratorStream : AcceleratorObject
{
    internal AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public void Synchronize() => ThrowIfDisposed();

    public Task SynchronizeAsync()
    {
        ThrowIfDisposed();
        return Task.CompletedTask;
    }

    internal void ThrowIfDisposed()
    {
        System.ObjectDisposedException.ThrowIf(IsDisposed, this);
        Accelerator.ThrowIfDisposed();
    }
}

using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace ILGPU.Surface;

/// <summary>What one operating-system thread waits for: given once, taken once.</summary>
/// <remarks>A semaphore of the operating system's where there is one: the runtime's monitors take several times as long, and a barrier of a group hands over once for each of its threads.</remarks>
internal sealed unsafe partial class Baton
{
    // sem_t is 32 bytes with glibc and musl on 64 bits.
    private const int SemaphoreBytes = 64;
    private static readonly bool s_hasSemaphores = OperatingSystem.IsLinux();

    private readonly object _gate = new();
    private readonly void* _semaphore;
    private bool _given;

    public Baton()
    {
        if (!s_hasSemaphores)
            return;
        _semaphore = NativeMemory.AllocZeroed(SemaphoreBytes);
        if (Initialize(_semaphore, 0, 0) != 0)
            throw new InvalidOperationException("There is no semaphore left");
    }

    ~Baton()
    {
        NativeMemory.Free(_semaphore);
    }

    public void Give()
    {
        if (_semaphore is not null)
        {
            _ = Post(_semaphore);
            return;
        }

        lock (_gate)
        {
            _given = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Take()
    {
        if (_semaphore is not null)
        {
            while (Wait(_semaphore) != 0)
            {
                // A signal came between.
            }

            return;
        }

        lock (_gate)
        {
            while (!_given)
                Monitor.Wait(_gate);
            _given = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "sem_init")]
    private static partial int Initialize(void* semaphore, int isShared, uint value);

    [LibraryImport("libc", EntryPoint = "sem_post")]
    [SuppressGCTransition]
    private static partial int Post(void* semaphore);

    [LibraryImport("libc", EntryPoint = "sem_wait")]
    private static partial int Wait(void* semaphore);
}

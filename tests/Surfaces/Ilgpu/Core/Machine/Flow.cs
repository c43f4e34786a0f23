using System;

namespace ILGPU.Surface;

/// <summary>One GPU thread: its place in the group, its state, its local memory.</summary>
internal sealed class Flow(ThreadGroup group, int index)
{
    /// <summary>The largest value that a shuffle carries, in bytes.</summary>
    public const int SlotBytes = 64;

    [ThreadStatic]
    private static Flow? t_current;

    public ThreadGroup Group { get; } = group;

    /// <summary>The thread's linear index in its group.</summary>
    public int Index { get; } = index;

    public Index3D Position { get; set; }

    public FlowState State { get; set; }

    /// <summary>Whose stack the flow is on, once it has started.</summary>
    public Carrier? Carrier { get; set; }

    /// <summary>How many blocks of shared memory the thread has asked for.</summary>
    public int SharedBlocks { get; set; }

    /// <summary>How many values the thread has exchanged; the parity picks the slot.</summary>
    public int Exchanges { get; set; }

    /// <summary>What the thread is exchanging: all lanes of a warp must do the same.</summary>
    public Exchange Exchange { get; set; }

    /// <summary>Two slots: a lane may be one exchange ahead of another that has yet to read.</summary>
    public byte[] Slots { get; } = new byte[2 * SlotBytes];

    public LocalMemoryArena Local { get; } = new();

    /// <summary>The GPU thread that runs on this operating-system thread.</summary>
    /// <exception cref="InvalidKernelOperationException">None does.</exception>
    public static Flow Current
        => t_current ?? throw new InvalidKernelOperationException("This operation exists inside a kernel only.");

    public void Reset(Index3D position)
    {
        Position = position;
        State = FlowState.NotStarted;
        Carrier = null;
        SharedBlocks = 0;
        Exchanges = 0;
        Local.Reset();
    }

    public Baton? Run(Carrier carrier) => Group.Carry(this, carrier);

    /// <summary>Runs the kernel for this thread, from its start to its end.</summary>
    public void Execute(Carrier carrier)
    {
        Carrier = carrier;
        State = FlowState.Running;
        t_current = this;
        try
        {
            Group.Launch.Body();
        }
        catch (FlowAbandonedException)
        {
            // Another thread has failed; its error is the one that is reported.
        }
        catch (Exception error)
        {
            Group.Fail(this, error);
        }
        finally
        {
            t_current = null;
            State = FlowState.Ended;
        }
    }
}

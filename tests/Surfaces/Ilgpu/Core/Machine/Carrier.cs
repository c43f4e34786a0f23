using System.Collections.Concurrent;
using System.Threading;

namespace ILGPU.Surface;

/// <summary>An operating-system thread on whose stack GPU threads run. Carriers are kept for the next launch.</summary>
internal sealed class Carrier
{
    private const int StackBytes = 512 * 1024;
    private static readonly ConcurrentStack<Carrier> s_idle = new();

    private Flow? _work;

    /// <summary>A carrier for a thread that exists already: the one that launches.</summary>
    public Carrier()
    {
    }

    public Baton Baton { get; } = new();

    /// <summary>Runs <paramref name="work"/> on a thread that is idle, or on a new one.</summary>
    public static void Start(Flow work)
    {
        if (!s_idle.TryPop(out Carrier? carrier))
        {
            carrier = new Carrier();
            new Thread(carrier.Serve, StackBytes) { IsBackground = true, Name = "ILGPU surface" }.Start();
        }

        carrier._work = work;
        carrier.Baton.Give();
    }

    private void Serve()
    {
        while (true)
        {
            Baton.Take();
            Flow work = _work!;
            _work = null;
            Baton? next = work.Run(this);
            // Idle before the baton moves on, so that whoever gets it finds this carrier.
            s_idle.Push(this);
            next?.Give();
        }
    }
}

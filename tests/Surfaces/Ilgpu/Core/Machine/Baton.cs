using System.Threading;

namespace ILGPU.Surface;

/// <summary>What one operating-system thread waits for: given once, taken once.</summary>
internal sealed class Baton
{
    private readonly object _gate = new();
    private bool _given;

    public void Give()
    {
        lock (_gate)
        {
            _given = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Take()
    {
        lock (_gate)
        {
            while (!_given)
                Monitor.Wait(_gate);
            _given = false;
        }
    }
}

using System.Runtime.Intrinsics.X86;
using System.Threading;

namespace ModelGen.Cpu;

/// <summary>
/// Waiting for another thread that answers within microseconds. After a while it offers the core to other threads now and then, so
/// that a team larger than the machine, or a busy machine, makes progress.
/// </summary>
internal struct SpinPause
{
    private const int SpinsPerRound = 64;
    private const int RoundsBeforeYielding = 128;

    private int _spins;

    /// <summary>Pauses for about ten nanoseconds; true every 64th time, when it is worth looking at the clock.</summary>
    public bool Once()
    {
        if (X86Base.IsSupported)
        {
            X86Base.Pause();
        }
        else
        {
            Thread.SpinWait(1);
        }

        if (++_spins % SpinsPerRound != 0)
        {
            return false;
        }

        if (_spins >= SpinsPerRound * RoundsBeforeYielding)
        {
            _spins = SpinsPerRound * RoundsBeforeYielding;
            Thread.Yield();
        }

        return true;
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ILGPU.Surface;

/// <summary>Which kernels an accelerator has run, in order.</summary>
internal sealed class LaunchLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _names = [];

    public void Add(string kernelName)
    {
        lock (_gate)
            _names.Add(kernelName);
    }

    public IReadOnlyList<string> Names()
    {
        lock (_gate)
            return _names.ToArray();
    }
}

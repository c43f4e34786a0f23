using System;
using System.Threading;

namespace ILGPU.Surface;

/// <summary>One launch: the groups of a grid, shared out over the cores.</summary>
internal sealed class Launch(string kernelName, KernelConfig config, int warpSize, int sharedMemoryLimit, Action body)
{
    private int _nextGroup;
    private int _groups;
    private int _runners;
    private Exception? _failure;
    private long _failedGroup = long.MaxValue;
    private readonly Baton _allDone = new();
    private readonly Lock _gate = new();

    public string KernelName { get; } = kernelName;

    public KernelConfig Config { get; } = config;

    public int WarpSize { get; } = warpSize;

    public int SharedMemoryLimit { get; } = sharedMemoryLimit;

    /// <summary>The kernel with its arguments.</summary>
    public Action Body { get; } = body;

    /// <summary>Runs all groups; the caller's thread takes its share.</summary>
    /// <param name="inOrder">One group after the other: with atomics the order decides what a sum of floats is.</param>
    /// <exception cref="KernelFaultException">A thread failed; the group with the lowest index of those that failed is named.</exception>
    public void Execute(bool inOrder)
    {
        _groups = Config.GridDim.Size;
        _runners = inOrder ? 1 : Math.Min(_groups, Environment.ProcessorCount);
        int others = _runners - 1;
        for (int i = 0; i < others; i++)
            Carrier.Start(new GroupRunner(this));
        RunGroups();
        if (Interlocked.Decrement(ref _runners) > 0)
            _allDone.Take();
        if (_failure is not null)
            throw _failure;
    }

    /// <summary>Runs groups until none is left; on a carrier of its own.</summary>
    /// <returns>The launching thread's baton, from the last runner.</returns>
    public Baton? RunAside()
    {
        RunGroups();
        return Interlocked.Decrement(ref _runners) == 0 ? _allDone : null;
    }

    private void RunGroups()
    {
        ThreadGroup group = ThreadGroupPool.Rent();
        while (Volatile.Read(ref _failure) is null)
        {
            int index = Interlocked.Increment(ref _nextGroup) - 1;
            if (index >= _groups)
                break;
            Index3D size = Config.GridDim;
            group.Run(this, new Index3D(index % size.X, index / size.X % size.Y, index / (size.X * size.Y)));
            if (group.Failure is not null)
                Keep(group.Failure, index);
        }

        ThreadGroupPool.Return(group);
    }

    private void Keep(Exception failure, int index)
    {
        lock (_gate)
        {
            if (index < _failedGroup)
            {
                _failedGroup = index;
                Volatile.Write(ref _failure, failure);
            }
        }
    }
}

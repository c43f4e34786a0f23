using System;

namespace ILGPU.Surface;

/// <summary>One launch: the groups of a grid, one after another.</summary>
internal sealed class Launch(string kernelName, KernelConfig config, int warpSize, int sharedMemoryLimit, Action body)
{
    public string KernelName { get; } = kernelName;

    public KernelConfig Config { get; } = config;

    public int WarpSize { get; } = warpSize;

    public int SharedMemoryLimit { get; } = sharedMemoryLimit;

    /// <summary>The kernel with its arguments.</summary>
    public Action Body { get; } = body;

    /// <summary>Groups, and the threads of each, from the last to the first.</summary>
    public bool IsBackwards { get; } = SurfaceProbe.IsBackwards;

    /// <summary>Runs all groups.</summary>
    /// <exception cref="KernelFaultException">A thread failed; the first group in which one did is named.</exception>
    public void Execute()
    {
        Index3D size = Config.GridDim;
        ThreadGroup group = ThreadGroupPool.Rent();
        Exception? failure = null;
        for (int i = 0; i < size.Size && failure is null; i++)
        {
            int index = IsBackwards ? size.Size - 1 - i : i;
            group.Run(this, new Index3D(index % size.X, index / size.X % size.Y, index / (size.X * size.Y)));
            failure = group.Failure;
        }

        ThreadGroupPool.Return(group);
        if (failure is not null)
            throw failure;
    }
}

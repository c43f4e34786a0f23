using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using ILGPU.Surface;

namespace ILGPU.Runtime;

public class Kernel : AcceleratorObject
{
    private static readonly ConditionalWeakTable<Delegate, Kernel> s_kernels = [];

    private readonly string _name;

    internal Kernel(Accelerator accelerator, Delegate method, KernelSpecialization specialization)
        : base(accelerator)
    {
        accelerator.ThrowIfDisposed();
        if (!specialization.IsCompatibleWith(accelerator))
            throw new NotSupportedException($"A kernel for groups of {specialization.MaxNumThreadsPerGroup} threads on an accelerator with at most {accelerator.MaxNumThreadsPerGroup}");
        Specialization = specialization;
        _name = method.Method.Name;
    }

    public KernelSpecialization Specialization { get; }

    internal static bool TryFind(Delegate launcher, out Kernel? kernel) => s_kernels.TryGetValue(launcher, out kernel);

    internal TDelegate Track<TDelegate>(TDelegate launcher)
        where TDelegate : Delegate
    {
        s_kernels.Add(launcher, this);
        return launcher;
    }

    /// <summary>Runs the kernel to its end.</summary>
    internal void Run(AcceleratorStream stream, KernelConfig config, Action body)
    {
        stream.ThrowIfDisposed();
        Check(config);
        Accelerator.Launches.Add(_name);
        new Launch(_name, config, Accelerator.WarpSize, Accelerator.MaxSharedMemoryPerGroup, body).Execute();
    }

    private void Check(KernelConfig config)
    {
        Index3D grid = config.GridDim;
        Index3D group = config.GroupDim;
        Index3D mostGroups = Accelerator.MaxGridSize;
        if (int.Min(grid.X, int.Min(grid.Y, grid.Z)) < 1 || grid.Y > mostGroups.Y || grid.Z > mostGroups.Z || grid.LongSize > int.MaxValue)
            throw Refuse($"a grid of {grid}, outside of (1, 1, 1) to {mostGroups}");
        int most = Specialization.MaxNumThreadsPerGroup ?? Accelerator.MaxNumThreadsPerGroup;
        if (int.Min(group.X, int.Min(group.Y, group.Z)) < 1 || group.LongSize > most)
            throw Refuse($"groups of {group} threads, more than {most} or less than one");
        if (config.SharedMemoryConfig.ArraySize > Accelerator.MaxSharedMemoryPerGroup)
            throw Refuse($"{config.SharedMemoryConfig.ArraySize} bytes of dynamic shared memory, more than the accelerator's {Accelerator.MaxSharedMemoryPerGroup} for a group");
    }

    private KernelFaultException Refuse(FormattableString what)
        => new($"Kernel '{_name}': {what.ToString(CultureInfo.InvariantCulture)}");
}

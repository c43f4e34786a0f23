using System;
using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <content>Launches by number of arguments: ILGPU's kernels are typed by theirs. None allocates once its kernel is loaded.</content>
internal sealed partial class GpuDevice
{
    public void Launch<T1, T2>(Action<T1, T2> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2)
        where T1 : struct where T2 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2>)known)(Config(grid, threads), a1, a2);
    }

    public void Launch<T1, T2, T3>(Action<T1, T2, T3> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3)
        where T1 : struct where T2 : struct where T3 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3>)known)(Config(grid, threads), a1, a2, a3);
    }

    public void Launch<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4>)known)(Config(grid, threads), a1, a2, a3, a4);
    }

    public void Launch<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5>)known)(Config(grid, threads), a1, a2, a3, a4, a5);
    }

    public void Launch<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8, a9);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8, a9, a10);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10, T11 a11)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10, T11 a11, T12 a12)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10, T11 a11, T12 a12, T13 a13)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13);
    }

    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> kernel, (long X, long Y, long Z) grid, int threads, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8, T9 a9, T10 a10, T11 a11, T12 a12, T13 a13, T14 a14)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel);
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14);
    }

    private NotSupportedException NotLoaded(Delegate kernel, Exception fault) => new(
        $"{Model}: {_accelerator.Name} could not load the kernel {kernel.Method.Name} ({fault.Message}): make the context with Context.Create(builder => builder.Default().EnableAlgorithms())", fault);

    private KernelConfig Config((long X, long Y, long Z) grid, int threads)
    {
        ThrowIfDisposed();
        Launches++;
        return new KernelConfig(new Index3D(checked((int)grid.X), checked((int)grid.Y), checked((int)grid.Z)), new Index3D(threads, 1, 1));
    }
}

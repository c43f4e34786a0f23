using System;
using System.Collections.Generic;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>An accelerator as emitted code uses it: loads each kernel once, launches it, owns the buffers of one model.</summary>
internal sealed partial class GpuDevice : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly Dictionary<Delegate, Delegate> _kernels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int Size, float Base, string Frequencies, double Magnitude), GpuBuffer<float>> _angles = [];
    private readonly Dictionary<string, GpuBuffer<float>> _constants = [];
    private readonly List<IDisposable> _buffers = [];
    private GpuArena<float>? _parts;
    private GpuBuffer<int>? _noIds;
    private GpuBuffer<float>? _empty;

    /// <param name="model">The model's name, for messages.</param>
    public GpuDevice(Accelerator accelerator, string model)
    {
        if (accelerator is null)
        {
            throw new ArgumentNullException(nameof(accelerator), $"{model}: there is no accelerator: make one from an ILGPU Context, context.GetPreferredDevice(preferCPU: false).CreateAccelerator(context)");
        }

        if (accelerator.MaxNumThreadsPerGroup < GpuReduce.Most)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"{model}: {accelerator.Name} runs groups of {accelerator.MaxNumThreadsPerGroup} threads, the kernels need {GpuReduce.Most}: for the CPU accelerator use new CPUDevice(32, 4, 1)"));
        }

        (_accelerator, Model) = (accelerator, model);
    }

    public string Model { get; }

    /// <summary>How many kernels have been started.</summary>
    public long Launches { get; private set; }

    /// <summary>Bytes of all buffers that are alive.</summary>
    public long Bytes { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Whether the kernels that are written in PTX for sm_80 run here, and on every newer device.</summary>
    public bool HasTensorCores => _accelerator is CudaAccelerator cuda && cuda.Architecture >= CudaArchitecture.SM_80;

    public int Multiprocessors => _accelerator.NumMultiprocessors;

    public AcceleratorStream Stream => _accelerator.DefaultStream;

    /// <summary>Sets to 0. On OpenCL by a kernel: ILGPU 1.5.3 multiplies the place of a part within its buffer by the size of an element twice when it fills it.</summary>
    public void Clear(ArrayView<float> values)
    {
        if (_accelerator.AcceleratorType != AcceleratorType.OpenCL)
        {
            values.MemSetToZero(Stream);
        }
        else if (values.Length > 0)
        {
            Launch(ClearKernel, ((values.Length + GpuReduce.Most - 1) / GpuReduce.Most, 1, 1), GpuReduce.Most, values, values.Length);
        }
    }

    private static void ClearKernel(ArrayView<float> values, long count)
    {
        long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            values[i] = 0;
        }
    }

    /// <summary>A buffer of fixed size, freed with the device. Its content is undefined.</summary>
    /// <param name="purpose">For the message when memory runs out: <c>the weights</c>.</param>
    public GpuBuffer<T> Allocate<T>(long count, string purpose)
        where T : unmanaged
    {
        ThrowIfDisposed();
        try
        {
            GpuBuffer<T> buffer = new(this, _accelerator.Allocate1D<T>(Math.Max(count, 1)));
            _buffers.Add(buffer);
            Bytes += buffer.Bytes;
            return buffer;
        }
        catch (Exception fault) when (fault is OutOfMemoryException or AcceleratorException)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{Model}: {_accelerator.Name} has no room for {purpose}: {Math.Max(count, 1) * Interop.SizeOf<T>()} bytes, besides {Bytes} that this model has ({_accelerator.MemorySize} on the device): lower the batch or the length of the sequence, or free other models"),
                fault);
        }
    }

    public void ThrowIfDisposed()
    {
        if (IsDisposed)
        {
            throw new ObjectDisposedException(Model + ".Gpu");
        }
    }

    public void Free(IDisposable buffer, long bytes)
    {
        _buffers.Remove(buffer);
        Bytes -= bytes;
    }

    /// <summary>Interleaved cosines and sines of position · base^(-2i / size): [positions, ⌈size / 2⌉, 2], computed in double precision once.</summary>
    public ArrayView<float> Angles(int size, float frequencyBase, int positions) => Angles((size, frequencyBase, "", 1), (size + 1) / 2, positions);

    /// <summary>The same of frequencies that a model says, put down as text.</summary>
    /// <param name="frequencies">Radians of a position for each of <paramref name="half"/> pairs, with spaces between them.</param>
    /// <param name="magnitude">Sines and cosines times this.</param>
    public ArrayView<float> Angles(string frequencies, int half, int positions, double magnitude = 1) => Angles((0, 0, frequencies, magnitude), half, positions);

    private ArrayView<float> Angles((int Size, float Base, string Frequencies, double Magnitude) key, int half, int positions)
    {
        if (!_angles.TryGetValue(key, out GpuBuffer<float>? table) || table.Length < (long)positions * half * 2)
        {
            double[] frequencies = key.Size > 0 ? Angle.Frequencies(key.Size, key.Base) : Array.ConvertAll(key.Frequencies.Split(' '), number => double.Parse(number, CultureInfo.InvariantCulture));
            float[] values = Angle.Table(frequencies, positions, key.Magnitude);
            table = Allocate<float>(values.Length, "a table of angles");
            table.Write(values);
            _angles[key] = table;
        }

        return table.View;
    }

    /// <summary>Room for what lies between two launches, the same for every caller: what is there is lost at the next call.</summary>
    public ArrayView<float> Parts(long count) => (_parts ??= new(this, "parts of a result")).Reserve(count);

    /// <summary>Numbers that a model says, put down as text once.</summary>
    /// <param name="text">With spaces between them.</param>
    public ArrayView<float> Constant(string text)
    {
        if (!_constants.TryGetValue(text, out GpuBuffer<float>? table))
        {
            float[] values = Array.ConvertAll(text.Split(' '), number => float.Parse(number, CultureInfo.InvariantCulture));
            table = Allocate<float>(values.Length, "constants of the model");
            table.Write(values);
            _constants[text] = table;
        }

        return table.View;
    }

    /// <summary>What stands for a view that is left out: its length is 0.</summary>
    public ArrayView<float> Empty => (_empty ??= Allocate<float>(1, "a placeholder")).View.SubView(0, 0);

    /// <summary>The same of ids.</summary>
    public ArrayView<int> NoIds => (_noIds ??= Allocate<int>(1, "a placeholder")).View.SubView(0, 0);

    /// <summary>A launch of a kernel that is compiled so that a multiprocessor holds so many groups of this size.</summary>
    public void Launch<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> kernel, (long X, long Y, long Z) grid, int threads, int groups, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        if (!_kernels.TryGetValue(kernel, out Delegate? known))
        {
            try
            {
                _kernels[kernel] = known = _accelerator.LoadStreamKernel(kernel, new KernelSpecialization(threads, groups));
            }
            catch (Exception fault)
            {
                throw NotLoaded(kernel, fault);
            }
        }

        ((Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7>)known)(Config(grid, threads), a1, a2, a3, a4, a5, a6, a7);
    }

    /// <summary>Waits for everything that was started.</summary>
    public void Synchronize() => _accelerator.Synchronize();

    public void Dispose()
    {
        if (IsDisposed)
        {
            return;
        }

        _accelerator.Synchronize();
        IsDisposed = true;
        foreach (IDisposable buffer in _buffers.ToArray())
        {
            buffer.Dispose();
        }
    }
}

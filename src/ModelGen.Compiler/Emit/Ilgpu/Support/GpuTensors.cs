using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>
/// What prediction in 16 bits needs besides the weights: their rounded copies, made once, and a place for rounded operands. Here it is decided, once, how: by the tensor
/// cores of a CUDA device of sm_80 or newer, or, on every other accelerator, by the kernels for 32 bits on rounded numbers.
/// </summary>
internal sealed class GpuTensors
{
    private const int Chunk = 8;

    private readonly GpuDevice _device;
    private readonly GpuWeights _weights;
    private readonly GpuArena<uint> _narrow;
    private readonly GpuArena<float> _wide;
    private readonly Dictionary<Parameter, GpuBuffer<uint>> _matrices = [];
    private readonly Dictionary<Parameter, GpuBuffer<float>> _rounded = [];
    private long _version;

    public GpuTensors(GpuDevice device, GpuWeights weights, GpuPrecision precision)
    {
        (_device, _weights) = (device, weights);
        HasCores = device.HasTensorCores;
        IsBrain = precision == GpuPrecision.BFloat16;
        _narrow = new(device, "rounded operands");
        _wide = new(device, "rounded operands");
        _version = weights.Version;
    }

    /// <summary>Whether products and attention run on tensor cores.</summary>
    public bool HasCores { get; }

    /// <summary>bfloat16; otherwise binary16.</summary>
    public bool IsBrain { get; }

    /// <summary>Prepares a prediction: copies follow weights that have changed, and no later call allocates.</summary>
    /// <param name="operand">The numbers of the largest operand, its rows filled up to whole chunks of eight.</param>
    public void Begin(long operand)
    {
        if (HasCores)
        {
            _narrow.Reserve(operand / 2);
        }
        else
        {
            _wide.Reserve(operand);
        }

        if (_version != _weights.Version)
        {
            _version = _weights.Version;
            foreach ((Parameter parameter, GpuBuffer<uint> copy) in _matrices)
            {
                Narrow(parameter, copy);
            }

            foreach ((Parameter parameter, GpuBuffer<float> copy) in _rounded)
            {
                RoundKernels.Widen(_device, _weights.Value(parameter), copy.View, parameter.Count, IsBrain);
            }
        }
    }

    /// <summary>A product on tensor cores.</summary>
    /// <param name="isNarrow">x has 16 bits already.</param>
    public void Multiply<TProduct>(ArrayView<float> x, bool isNarrow, Parameter weight, ArrayView<float> bias, ArrayView<float> residual, ArrayView<float> y, long rows)
        where TProduct : struct, ITensorProduct
    {
        long a = isNarrow ? Address(x) : Operand(x, rows, weight.Count / TProduct.Outputs);
        if (IsBrain)
        {
            Multiply<BFloat16, TProduct>(a, weight, bias, residual, y, (int)rows);
        }
        else
        {
            Multiply<Float16, TProduct>(a, weight, bias, residual, y, (int)rows);
        }
    }

    /// <summary>Attention on tensor cores; both kernels are the model's own.</summary>
    /// <param name="packed">The address of [q | k | v] in 16 bits.</param>
    /// <param name="queries">Of a block.</param>
    /// <param name="groups">Blocks that a multiprocessor is to hold, which limits the registers.</param>
    public void Attend(Action<long, long, long, int> float16, Action<long, long, long, int> bfloat16, long packed, ArrayView<float> mask, ArrayView<float> y, long batch, long length, int heads, int queries, int groups) =>
        _device.Launch(IsBrain ? bfloat16 : float16, ((length + queries - 1) / queries, heads, batch), 128, groups, packed, Address(mask), Address(y), (int)length);

    /// <summary>The address of a value, or 0 where there is none.</summary>
    public static long Address<T>(ArrayView<T> view)
        where T : unmanaged => view.Length == 0 ? 0 : view.LoadEffectiveAddressAsPtr().ToInt64();

    /// <summary>Rounds an operand; good until the next one.</summary>
    /// <returns>The address of [rows, width] in 16 bits, each row filled up with zeros to whole chunks of eight.</returns>
    public long Operand(ArrayView<float> x, long rows, int width)
    {
        int pitch = Pitch(width);
        ArrayView<uint> place = _narrow.Reserve(rows * pitch / 2);
        RoundKernels.Narrow(_device, x, place, rows, width, pitch, IsBrain);
        return Address(place);
    }

    /// <summary>As <see cref="Operand"/>, for [q | k | v] whose queries and keys are turned by their positions.</summary>
    /// <param name="angles">Cosine and sine of each position and pair.</param>
    /// <param name="turned">Numbers in the heads of queries and keys.</param>
    public long Rotated(ArrayView<float> packed, ArrayView<float> angles, long rows, long length, int width, int turned, int size)
    {
        ArrayView<uint> place = _narrow.Reserve(rows * width / 2);
        RoundKernels.Rotate(_device, packed, angles, place, rows, length, width, turned, size, IsBrain);
        return Address(place);
    }

    /// <summary>The operand rounded, in 32 bits, for accelerators without tensor cores; good until the next one.</summary>
    public ArrayView<float> Rounded(ArrayView<float> x, long count)
    {
        ArrayView<float> place = _wide.Reserve(count);
        RoundKernels.Widen(_device, x, place, count, IsBrain);
        return place;
    }

    /// <summary>A weight rounded, in 32 bits, for accelerators without tensor cores.</summary>
    public ArrayView<float> Rounded(Parameter weight)
    {
        if (!_rounded.TryGetValue(weight, out GpuBuffer<float>? copy))
        {
            _rounded[weight] = copy = _device.Allocate<float>(weight.Count, "rounded weights");
            RoundKernels.Widen(_device, _weights.Value(weight), copy.View, weight.Count, IsBrain);
        }

        return copy.View;
    }

    /// <summary>A weight in 16 bits, two numbers to a word, its rows filled up with zeros to whole chunks of eight.</summary>
    public ArrayView<uint> Narrow(Parameter weight)
    {
        if (!_matrices.TryGetValue(weight, out GpuBuffer<uint>? copy))
        {
            int width = weight.Shape[1];
            _matrices[weight] = copy = _device.Allocate<uint>((long)weight.Count / width * Pitch(width) / 2, "16-bit weights");
            Narrow(weight, copy);
        }

        return copy.View;
    }

    private static int Pitch(int width) => (width + Chunk - 1) / Chunk * Chunk;

    private void Multiply<TType, TProduct>(long a, Parameter weight, ArrayView<float> bias, ArrayView<float> residual, ArrayView<float> y, int rows)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        // Small tiles where large ones would leave multiprocessors without work.
        int width = TProduct.IsGated ? TProduct.Outputs / 2 : TProduct.Outputs;
        (long X, long Y, long Z) large = Tiles(rows, width, TProduct.IsGated, 128);
        if (large.X * large.Y >= _device.Multiprocessors)
        {
            _device.Launch(TensorProductKernel.Run<TType, TensorTile128, TProduct>, large, 256, a, Address(Narrow(weight)), Address(bias), Address(residual), Address(y), rows);
        }
        else
        {
            _device.Launch(TensorProductKernel.Run<TType, TensorTile64, TProduct>, Tiles(rows, width, TProduct.IsGated, 64), 128, a, Address(Narrow(weight)), Address(bias), Address(residual), Address(y), rows);
        }
    }

    private static (long X, long Y, long Z) Tiles(int rows, int width, bool isGated, int size)
    {
        int columns = isGated ? size / 2 : size;
        return ((rows + size - 1) / size, (width + columns - 1) / columns, 1);
    }

    private void Narrow(Parameter weight, GpuBuffer<uint> copy)
    {
        int width = weight.Shape[1];
        RoundKernels.Narrow(_device, _weights.Value(weight), copy.View, weight.Count / width, width, Pitch(width), IsBrain);
    }
}

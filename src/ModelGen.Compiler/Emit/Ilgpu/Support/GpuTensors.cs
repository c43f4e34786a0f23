using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>
/// What passes in 16 bits need besides the weights: their rounded copies, made once, and a place for rounded operands. Here it is decided, once, how: by the tensor
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

    // The gradient that was rounded last, and the kernels that had been started then: the next one may be its other reader.
    private (long Place, long Rows, int Width, long Launches) _gradient;

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

    /// <summary>What gradients are multiplied by before they are rounded; their products are divided by it again.</summary>
    public float Scale { get; set; } = 1;

    /// <summary>Prepares a pass: copies follow weights that have changed, and no later call allocates.</summary>
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
    public void Multiply<TProduct>(ArrayView<float> x, bool isNarrow, Parameter weight, ArrayView<float> bias, ArrayView<float> residual, ArrayView<float> before, ArrayView<float> y, long rows)
        where TProduct : struct, ITensorProduct
    {
        long a = isNarrow ? Address(x) : Operand(x, rows, weight.Count / TProduct.Outputs);
        Multiply<TProduct>(a, Address(Narrow(weight)), bias, residual, before, y, (int)rows, 0);
    }

    /// <summary>The gradient of a product's input on tensor cores.</summary>
    /// <param name="width">Of dy.</param>
    /// <param name="before">The input's value before its activation; empty without one.</param>
    public void MultiplyBack<TProduct>(ArrayView<float> dy, int width, Parameter weight, ArrayView<float> residual, ArrayView<float> before, ArrayView<float> dx, long rows)
        where TProduct : struct, ITensorProduct =>
        Multiply<TProduct>(Gradient(dy, rows, width), Address(Narrow(weight)), _device.Empty, residual, before, dx, (int)rows, width);

    /// <summary>The gradient of a product's weight on tensor cores, added to what is there.</summary>
    /// <param name="width">Of dy: rows of the weight.</param>
    public void MultiplyOver<TProduct>(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dWeight, int width, long rows)
        where TProduct : struct, ITensorProduct
    {
        // Both operands first, so that the place does not move.
        Reserve(rows * (Pitch(width) + Pitch(TProduct.Outputs)));
        long a = Gradient(dy, rows, width);
        long b = Operand(x, rows, TProduct.Outputs, rows * Pitch(width));
        _gradient.Launches = _device.Launches + 1; // of the product
        Multiply<TProduct>(a, b, _device.Empty, dWeight, _device.Empty, dWeight, width, (int)rows);
    }

    /// <summary>Room for operands that follow each other, so that none of them moves.</summary>
    /// <param name="numbers">Of 16 bits.</param>
    public void Reserve(long numbers) => _narrow.Reserve(numbers / 2);

    /// <summary>The address of a value, or 0 where there is none.</summary>
    public static long Address<T>(ArrayView<T> view)
        where T : unmanaged => view.Length == 0 ? 0 : view.LoadEffectiveAddressAsPtr().ToInt64();

    /// <summary>Rounds an operand; good until the next one that lies over it.</summary>
    /// <param name="start">The numbers before it that stay good, a multiple of eight.</param>
    /// <param name="scale">It is multiplied by this.</param>
    /// <returns>The address of [rows, width] in 16 bits, each row filled up with zeros to whole chunks of eight.</returns>
    public long Operand(ArrayView<float> x, long rows, int width, long start = 0, float scale = 1)
    {
        int pitch = Pitch(width);
        ArrayView<uint> place = _narrow.Reserve((start + (rows * pitch)) / 2).SubView(start / 2, rows * pitch / 2);
        RoundKernels.Narrow(_device, x, place, rows, width, pitch, IsBrain, scale);
        return Address(place);
    }

    // dy is read by two products, one right after the other.
    private long Gradient(ArrayView<float> dy, long rows, int width)
    {
        (long Place, long Rows, int Width, long Launches) key = (Address(dy), rows, width, _device.Launches);
        if (key != _gradient)
        {
            Operand(dy, rows, width, scale: Scale);
            _gradient = key;
        }

        return Address(_narrow.Buffer.View);
    }

    /// <summary>As <see cref="Operand"/>, for [q | k | v] whose queries and keys are turned by their positions.</summary>
    /// <param name="angles">Cosine and sine of each position and pair.</param>
    /// <param name="position">Of a sequence's first row.</param>
    /// <param name="turned">Numbers in the heads of queries and keys.</param>
    public long Rotated(ArrayView<float> packed, ArrayView<float> angles, long rows, long length, int position, int width, int turned, int size)
    {
        ArrayView<uint> place = _narrow.Reserve(rows * width / 2);
        RoundKernels.Rotate(_device, packed, angles, place, rows, length, position, width, turned, size, IsBrain);
        return Address(place);
    }

    /// <summary>Keys and values of a cache, rounded behind an operand that stays good: rows [k | v].</summary>
    /// <param name="start">Numbers of the operand.</param>
    /// <param name="width">Of k and of v, even.</param>
    public long Pairs(ArrayView<float> keys, ArrayView<float> values, long start, long rows, int width)
    {
        ArrayView<uint> place = _narrow.Reserve((start / 2) + (rows * width)).SubView(start / 2, rows * width);
        RoundKernels.Pair(_device, keys, values, place, rows, width, IsBrain);
        return Address(place);
    }

    /// <summary>The operand rounded, in 32 bits, for accelerators without tensor cores; good until the next one that lies over it.</summary>
    /// <param name="start">The numbers before it that stay good.</param>
    public ArrayView<float> Rounded(ArrayView<float> x, long count, long start = 0) => Rounded(x, count, start, 1);

    /// <summary>As <see cref="Rounded(ArrayView{float}, long, long)"/>, with the scale of gradients.</summary>
    public ArrayView<float> RoundedGradient(ArrayView<float> x, long count, long start = 0) => Rounded(x, count, start, Scale);

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

    private ArrayView<float> Rounded(ArrayView<float> x, long count, long start, float scale)
    {
        ArrayView<float> place = _wide.Reserve(start + count).SubView(start, count);
        RoundKernels.Widen(_device, x, place, count, IsBrain, scale);
        return place;
    }

    private void Multiply<TProduct>(long a, long b, ArrayView<float> bias, ArrayView<float> residual, ArrayView<float> before, ArrayView<float> y, int rows, int depth)
        where TProduct : struct, ITensorProduct
    {
        if (IsBrain)
        {
            Multiply<BFloat16, TProduct>(a, b, bias, residual, before, y, rows, depth);
        }
        else
        {
            Multiply<Float16, TProduct>(a, b, bias, residual, before, y, rows, depth);
        }
    }

    private void Multiply<TType, TProduct>(long a, long b, ArrayView<float> bias, ArrayView<float> residual, ArrayView<float> before, ArrayView<float> y, int rows, int depth)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        // Small tiles where large ones would leave multiprocessors without work.
        int width = TProduct.IsGated ? TProduct.Outputs / 2 : TProduct.Outputs;
        (long X, long Y, long Z) large = Tiles(rows, width, TProduct.IsGated, 128);
        if (large.X * large.Y >= _device.Multiprocessors)
        {
            _device.Launch(TensorProductKernel.Run<TType, TensorTile128, TProduct>, large, 256, a, b, Address(bias), Address(residual), Address(before), Address(y), rows, depth, 1 / Scale);
        }
        else
        {
            _device.Launch(TensorProductKernel.Run<TType, TensorTile64, TProduct>, Tiles(rows, width, TProduct.IsGated, 64), 128, a, b, Address(bias), Address(residual), Address(before), Address(y), rows, depth, 1 / Scale);
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

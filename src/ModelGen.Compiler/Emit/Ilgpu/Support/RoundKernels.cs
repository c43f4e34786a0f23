using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Numbers of 32 bits rounded to binary16 or bfloat16, to nearest with ties to even. In integers, so that every accelerator can.</summary>
internal static class RoundKernels
{
    private const int Threads = 128;

    /// <summary>[rows, width] in 32 bits -> [rows, pitch] in 16, with zeros behind the width.</summary>
    /// <param name="pitch">Even.</param>
    /// <param name="scale">x is multiplied by this first.</param>
    public static void Narrow(GpuDevice device, ArrayView<float> x, ArrayView<uint> y, long rows, int width, int pitch, bool brain, float scale = 1) =>
        device.Launch(NarrowKernel, (Groups(rows * pitch / 2), 1, 1), Threads, x, y, width, pitch, (int)(rows * pitch / 2), brain ? 1 : 0, scale);

    /// <summary>Rounded, and kept in 32 bits.</summary>
    /// <param name="scale">x is multiplied by this before, and divided after it was rounded.</param>
    public static void Widen(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long count, bool brain, float scale = 1) =>
        device.Launch(WidenKernel, (Groups(count), 1, 1), Threads, x, y, (int)count, brain ? 1 : 0, scale, 1 / scale);

    /// <summary>A packed [q | k | v] in 32 bits -> the same in 16, its queries and keys turned by their positions (element i with i + size/2).</summary>
    /// <param name="angles">Cosine and sine of each position and pair.</param>
    /// <param name="position">Of a sequence's first row.</param>
    /// <param name="turned">Numbers in the heads of queries and keys: the first of a row.</param>
    public static void Rotate(GpuDevice device, ArrayView<float> x, ArrayView<float> angles, ArrayView<uint> y, long rows, long length, int position, int width, int turned, int size, bool brain) =>
        device.Launch(RotateKernel, (Groups(rows * width / 2), 1, 1), Threads, x, angles.SubView((long)position * size), y, (int)length, width, turned, size, (int)(rows * width / 2), brain ? 1 : 0);

    /// <summary>Two [rows, width] in 32 bits -> rows [x | z] in 16.</summary>
    /// <param name="width">Even.</param>
    public static void Pair(GpuDevice device, ArrayView<float> x, ArrayView<float> z, ArrayView<uint> y, long rows, int width, bool brain) =>
        device.Launch(PairKernel, (Groups(rows * width), 1, 1), Threads, x, z, y, width / 2, (int)(rows * width), brain ? 1 : 0);

    private static long Groups(long count) => (count + Threads - 1) / Threads;

    private static void NarrowKernel(ArrayView<float> x, ArrayView<uint> y, int width, int pitch, int pairs, int brain, float scale)
    {
        int i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < pairs)
        {
            int row = i / (pitch / 2);
            int column = (i % (pitch / 2)) * 2;
            uint low = column < width ? Round(Interop.FloatAsInt(scale * x[(row * width) + column]), brain) : 0;
            uint high = column + 1 < width ? Round(Interop.FloatAsInt(scale * x[(row * width) + column + 1]), brain) : 0;
            y[i] = low | (high << 16);
        }
    }

    private static void WidenKernel(ArrayView<float> x, ArrayView<float> y, int count, int brain, float scale, float back)
    {
        int i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < count)
        {
            uint rounded = Round(Interop.FloatAsInt(scale * x[i]), brain);
            y[i] = back * (brain > 0 ? Interop.IntAsFloat(rounded << 16) : Half(rounded));
        }
    }

    private static void PairKernel(ArrayView<float> x, ArrayView<float> z, ArrayView<uint> y, int half, int words, int brain)
    {
        int i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < words)
        {
            int column = i % (2 * half);
            int row = i / (2 * half);
            bool isFirst = column < half;
            int at = ((row * half) + (isFirst ? column : column - half)) * 2;
            uint low = Round(Interop.FloatAsInt(isFirst ? x[at] : z[at]), brain);
            uint high = Round(Interop.FloatAsInt(isFirst ? x[at + 1] : z[at + 1]), brain);
            y[i] = low | (high << 16);
        }
    }

    private static void RotateKernel(ArrayView<float> x, ArrayView<float> angles, ArrayView<uint> y, int length, int width, int turned, int size, int pairs, int brain)
    {
        int i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < pairs)
        {
            int row = i / (width / 2);
            int column = (i % (width / 2)) * 2;
            float low = Turn(x, angles, row, length, width, column, turned, size);
            float high = Turn(x, angles, row, length, width, column + 1, turned, size);
            y[i] = Round(Interop.FloatAsInt(low), brain) | (Round(Interop.FloatAsInt(high), brain) << 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Turn(ArrayView<float> x, ArrayView<float> angles, int row, int length, int width, int column, int turned, int size)
    {
        int at = (row * width) + column;
        float own = x[at];
        if (column < turned)
        {
            int half = size / 2;
            int inHead = column % size;
            bool isLeft = inHead < half;
            int angle = (((row % length) * half) + (isLeft ? inHead : inHead - half)) * 2;
            float other = isLeft ? -x[at + half] : x[at - half];
            own = (own * angles[angle]) + (other * angles[angle + 1]);
        }

        return own;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Round(uint bits, int brain)
    {
        uint magnitude = bits & 0x7FFFFFFF;
        uint rounded;
        if (brain > 0)
        {
            // Not a number stays one: a bit that is not cut off is set.
            rounded = magnitude > 0x7F800000 ? (magnitude >> 16) | 0x40 : (magnitude + 0x7FFF + ((magnitude >> 16) & 1)) >> 16;
        }
        else if (magnitude > 0x7F800000)
        {
            rounded = 0x7E00;
        }
        else if (magnitude >= 0x47800000)
        {
            rounded = 0x7C00; // 65536 and more
        }
        else if (magnitude < 0x38800000)
        {
            // Below 2^-14, in steps of 2^-24: those of the numbers from 0.5 to 1.
            rounded = Interop.FloatAsInt(Interop.IntAsFloat(magnitude) + 0.5f) - 0x3F000000;
        }
        else
        {
            rounded = ((magnitude + 0xFFF + ((magnitude >> 13) & 1)) >> 13) - (112 << 10);
        }

        return rounded | ((bits >> 16) & 0x8000);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Half(uint bits)
    {
        uint magnitude = bits & 0x7FFF;
        uint sign = (bits & 0x8000) << 16;
        uint wide;
        if (magnitude >= 0x7C00)
        {
            wide = 0x7F800000 | ((magnitude & 0x3FF) << 13);
        }
        else if (magnitude < 0x400)
        {
            wide = Interop.FloatAsInt(magnitude * 5.9604645e-8f); // steps of 2^-24
        }
        else
        {
            wide = (magnitude << 13) + (112u << 23);
        }

        return Interop.IntAsFloat(sign | wide);
    }
}

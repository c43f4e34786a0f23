using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// The windows over one padded sequence that it would have alone: over its real steps, from the first to the last. They stand where they would if it were alone: where it begins behind padding, they
/// begin there, and not at the next step that the stride happens to meet.
/// </summary>
/// <param name="First">The first real step.</param>
/// <param name="Length">Steps from the first real one to the last; 0 where all are padding.</param>
/// <param name="Window">The first real window; it begins at the first real step, less the windows' padding.</param>
/// <param name="Count">Real windows: what is shorter than a window has one, over zeros up to its size.</param>
internal readonly record struct RealSteps(int First, int Length, int Window, int Count)
{
    private const int Threads = 32;
    private const int Numbers = 4;

    /// <summary>What there is of each sequence, [batch, 4] in memory that the next caller of <see cref="GpuDevice.Parts"/> gets; empty where there is no padding. As floats, which hold whole numbers up to 2²⁴.</summary>
    /// <param name="mask">[batch, length], or empty.</param>
    /// <param name="span">Steps from a window's first to its last.</param>
    /// <param name="padding">Steps of zeros before and behind a sequence, together.</param>
    public static ArrayView<float> Find(GpuDevice device, ArrayView<float> mask, long batch, long length, long windows, int span, int stride, int padding)
    {
        if (mask.Length == 0)
        {
            return device.Empty;
        }

        ArrayView<float> real = device.Parts(Numbers * batch);
        device.Launch(FindKernel, ((batch + Threads - 1) / Threads, 1, 1), Threads, mask, real, (int)batch, new Index3D((int)length, (int)windows, 0), new Index3D(span, stride, padding));
        return real;
    }

    /// <param name="real">Of <see cref="Find"/>.</param>
    /// <param name="length">Steps of a sequence without padding.</param>
    /// <param name="windows">Windows of one.</param>
    public static RealSteps Of(ArrayView<float> real, int example, int length, int windows)
    {
        if (real.Length == 0)
        {
            return new(0, length, 0, windows);
        }

        int at = Numbers * example;
        return new((int)real[at], (int)real[at + 1], (int)real[at + 2], (int)real[at + 3]);
    }

    /// <summary>How far behind its place among the windows a step lies.</summary>
    public static int Shift(ArrayView<float> real, int example, int stride) => real.Length == 0 ? 0 : (int)real[Numbers * example] - ((int)real[(Numbers * example) + 2] * stride);

    public static bool IsReal(ArrayView<float> mask, int step) => mask.Length == 0 || mask[step] != 0;

    public bool Has(int window) => window >= Window && window < Window + Count;

    private static void FindKernel(ArrayView<float> mask, ArrayView<float> real, int batch, Index3D steps, Index3D window)
    {
        int example = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (example < batch)
        {
            int length = steps.X;
            int first = -1;
            int last = -1;
            for (int t = 0; t < length; t++)
            {
                bool isReal = mask[(example * length) + t] != 0;
                first = isReal && first < 0 ? t : first;
                last = isReal ? t : last;
            }

            int own = first < 0 ? 0 : last - first + 1;
            int room = own + window.Z - window.X;
            int count = first < 0 ? 0 : room < 0 ? 1 : (room / window.Y) + 1;
            int place = first / window.Y;
            place = place < steps.Y - count ? place : steps.Y - count;
            int at = Numbers * example;
            real[at] = first < 0 ? 0 : first;
            real[at + 1] = own;
            real[at + 2] = first < 0 ? 0 : place;
            real[at + 3] = count;
        }
    }
}

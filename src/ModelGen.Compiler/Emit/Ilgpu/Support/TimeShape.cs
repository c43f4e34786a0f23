using ILGPU;

namespace ModelGen.Gpu;

/// <summary>The sizes of a pool over windows of time. Kernels take them in threes: a structure of one's own would have to be public.</summary>
/// <param name="Padding">Steps that the first window begins before the sequence.</param>
internal readonly record struct TimeShape(int Length, int Windows, int Width, int Size, int Stride, int Padding)
{
    public TimeShape(Index3D steps, Index3D window)
        : this(steps.X, steps.Y, steps.Z, window.X, window.Y, window.Z)
    {
    }

    public Index3D Steps => new(Length, Windows, Width);

    public Index3D Window => new(Size, Stride, Padding);

    public static TimeShape Of(long length, long windows, int width, int Size, int Stride, int Padding = 0) => new((int)length, (int)windows, width, Size, Stride, Padding);

    /// <inheritdoc cref="RealSteps.Find"/>
    public ArrayView<float> Find(GpuDevice device, ArrayView<float> mask, long batch) => RealSteps.Find(device, mask, batch, Length, Windows, Size, Stride, 2 * Padding);

    public int At(int example, int step, int feature) => (((example * Length) + step) * Width) + feature;

    /// <summary>Where a real window begins; before the sequence, where it is padded.</summary>
    public int Start(int window, RealSteps real) => real.First + ((window - real.Window) * Stride) - Padding;

    /// <summary>The first step that a real window sees.</summary>
    public int First(int window, RealSteps real)
    {
        int start = Start(window, real);
        return start > real.First ? start : real.First;
    }

    /// <summary>Behind the last step that a real window sees. What is shorter than a window counts as zeros up to it, which are seen; what padding adds is not.</summary>
    public int End(int window, RealSteps real)
    {
        int least = Size - (2 * Padding);
        int last = real.First + (real.Length > least ? real.Length : least);
        int end = Start(window, real) + Size;
        return end < last ? end : last;
    }

    /// <summary>The first real window that reaches as far as a step.</summary>
    public int Earliest(int step, RealSteps real)
    {
        int past = step - real.First + Padding - Size;
        return past < 0 ? real.Window : real.Window + (past / Stride) + 1;
    }
}

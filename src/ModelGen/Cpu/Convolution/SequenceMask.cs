using System;

namespace ModelGen.Cpu;

/// <summary>
/// The padding of a batch of sequences, as windows of one size see it. Windows over a sequence stand where they would if it were alone: where it
/// begins behind padding, they begin there, and not at the next step that the stride happens to meet.
/// </summary>
/// <param name="mask">[batch, length]: 1 = real, 0 = padding; null: all steps are real.</param>
/// <param name="length">Steps of a sequence.</param>
/// <param name="windows">Windows of a sequence.</param>
/// <param name="span">Steps from a window's first to its last.</param>
/// <param name="stride">Steps from one window to the next.</param>
/// <param name="padding">Steps of zeros before and behind a sequence, together.</param>
internal readonly unsafe struct SequenceMask(float* mask, int length, int windows, int span, int stride, int padding)
{
    public static SequenceMask Of(float* mask, SequenceConvolutionShape s) => new(mask, s.Length, s.OutLength, s.Reach + 1, s.Stride, s.Padding + s.EndPadding);

    public bool IsEmpty => mask == null;

    public float* Steps(int example) => mask == null ? null : mask + ((nint)example * length);

    public RealWindows Windows(int example)
    {
        float* steps = Steps(example);
        int first = 0, last = length - 1;
        while (first < length && steps[first] == 0) first++;
        while (last > first && steps[last] == 0) last--;
        int real = last - first + 1;
        if (first == length) return default;
        int count = real + padding < span ? 1 : ((real + padding - span) / stride) + 1;
        return new(first, real, Math.Min(first / stride, windows - count), count);
    }

    /// <summary>How far behind its place among the windows a step lies.</summary>
    public int Shift(int example)
    {
        if (mask == null) return 0;
        RealWindows real = Windows(example);
        return real.First - (real.Window * stride);
    }
}

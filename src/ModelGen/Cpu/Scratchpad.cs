using System;

namespace ModelGen.Cpu;

/// <summary>
/// One thread's scratch memory, a buffer for each depth of nested runs: a job that starts another run (which then runs inline on
/// the same thread) keeps its own buffer.
/// </summary>
internal sealed unsafe class Scratchpad
{
    private const int MinimumFloats = 1024;

    [ThreadStatic]
    private static Scratchpad? _current;

    private AlignedBuffer?[] _buffers = new AlignedBuffer?[4];

    /// <summary>The calling thread's scratchpad. A team hands its workers theirs, so that the caller can grow them beforehand.</summary>
    public static Scratchpad Current
    {
        get => _current ??= new Scratchpad();
        set => _current = value;
    }

    /// <summary>How many jobs are running inside one another on this thread.</summary>
    public int Depth { get; set; }

    /// <summary>At least <paramref name="floats"/> floats, 64-byte aligned; grown, never shrunk. Content undefined.</summary>
    public float* At(int depth, long floats)
    {
        if (depth >= _buffers.Length)
        {
            Array.Resize(ref _buffers, depth * 2);
        }

        AlignedBuffer? buffer = _buffers[depth];
        if (buffer is null || buffer.Length < floats)
        {
            // Half as much again, so that slowly growing shapes do not allocate at every step.
            long wanted = buffer is null ? Math.Max(floats, MinimumFloats) : Math.Max(floats, buffer.Length + (buffer.Length / 2L));
            _buffers[depth] = buffer = new AlignedBuffer(wanted);
        }

        return buffer.Pointer;
    }
}

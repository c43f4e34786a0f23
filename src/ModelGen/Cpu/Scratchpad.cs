using System;
using System.Collections.Generic;

namespace ModelGen.Cpu;

/// <summary>
/// One thread's scratch memory, a buffer for each depth of nested runs: a job that starts another run (which then runs inline on
/// the same thread) keeps its own buffer.
/// </summary>
internal sealed unsafe class Scratchpad
{
    private const int MinimumFloats = 1024;

    /// <summary>What lies in guarded places: no number that a kernel computes has these bits.</summary>
    private const uint GuardBits = 0xFFABCDEF;

    [ThreadStatic]
    private static Scratchpad? _current;

    private AlignedBuffer?[] _buffers = new AlignedBuffer?[4];
    private Dictionary<int, (long Floats, nint End)>? _fenced;
    private List<(nint First, nint End)>? _guards; // both only where fences are on

    /// <summary>The calling thread's scratchpad. A team hands its workers theirs, so that the caller can grow them beforehand.</summary>
    public static Scratchpad Current
    {
        get => _current ??= new Scratchpad();
        set => _current = value;
    }

    /// <summary>How many jobs are running inside one another on this thread.</summary>
    public int Depth { get; set; }

    /// <summary>The same at the present depth.</summary>
    public float* Here(long floats)
    {
        float* memory = At(Depth, floats);
        if (Fences.AreOn)
        {
            // What lay here before is over; and undefined content is seen where it is used.
            LookAtGuards(0, "The kernel before", (nint)memory, (nint)(memory + floats));
            new Span<float>(memory, (int)floats).Fill(float.NaN);
            Guard(memory + floats, memory + Lines(floats));
        }

        return memory;
    }

    /// <summary>At least <paramref name="floats"/> floats, 64-byte aligned; grown, never shrunk. Content undefined.</summary>
    public float* At(int depth, long floats)
    {
        if (Fences.AreOn)
        {
            return BeforeFence(depth, floats);
        }

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

    /// <summary>Marks a place that nobody may write until <see cref="CheckGuards"/>; only where <see cref="Fences.AreOn"/>.</summary>
    public void Guard(float* first, float* end)
    {
        new Span<uint>(first, (int)(end - first)).Fill(GuardBits);
        (_guards ??= []).Add(((nint)first, (nint)end));
    }

    /// <summary>Looks at the places that were marked since <paramref name="from"/>, and forgets them.</summary>
    /// <exception cref="InvalidOperationException">Somebody wrote there: a fault of the kernel that runs.</exception>
    public void CheckGuards(int from, string kernel) => LookAtGuards(from, kernel, 0, nint.MaxValue);

    private void LookAtGuards(int from, string kernel, nint lowest, nint highest)
    {
        if (_guards is null)
        {
            return;
        }

        for (int i = _guards.Count - 1; i >= from; i--)
        {
            (nint first, nint end) = _guards[i];
            if (first < lowest || first >= highest)
            {
                continue;
            }

            _guards.RemoveAt(i);
            int at = new Span<uint>((void*)first, (int)((end - first) / sizeof(uint))).IndexOfAnyExcept(GuardBits);
            if (at >= 0)
            {
                _guards.Clear();
                throw new InvalidOperationException($"{kernel} wrote over the edge of a part of its scratch memory (edge {i - from}, {at} floats from its begin).");
            }
        }
    }

    /// <summary>How many places are marked.</summary>
    public int Guards => _guards?.Count ?? 0;

    private static long Lines(long floats) => (floats + 15) / 16 * 16;

    // The same memory for the same size, its last line at the fence.
    private float* BeforeFence(int depth, long floats)
    {
        floats = Lines(floats);
        _fenced ??= [];
        if (!_fenced.TryGetValue(depth, out (long Floats, nint End) memory) || memory.Floats < floats)
        {
            _fenced[depth] = memory = (floats, (nint)Fences.Reserve(floats));
        }

        return (float*)memory.End - floats;
    }
}

using System;

namespace ModelGen.Cpu;

/// <summary>
/// Lays the parts of a kernel's scratch memory out, one behind another. The same method that lays them out says how much memory they take, when it is run
/// over none: who reserves memory and who writes it cannot disagree.
/// </summary>
/// <param name="memory">64-byte aligned; null: only <see cref="Floats"/> is wanted.</param>
internal unsafe struct ScratchLayout(float* memory)
{
    /// <summary>Every part begins on a cache line.</summary>
    private const int LineFloats = 16;

    /// <summary>Floats of the parts so far.</summary>
    public long Floats { get; private set; }

    /// <summary>The next part; its content is undefined.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floats"/> is negative: a product of sizes overflowed.</exception>
    public float* Take(long floats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        long first = Floats + (Fences.AreOn ? LineFloats : 0);
        long end = first + floats;
        Floats = (end + (Fences.AreOn ? LineFloats : 0) + LineFloats - 1) / LineFloats * LineFloats;
        if (memory == null)
        {
            return null;
        }

        if (Fences.AreOn)
        {
            Scratchpad.Current.Guard(memory + first - LineFloats, memory + first);
            Scratchpad.Current.Guard(memory + end, memory + Floats);
        }

        return memory + first;
    }

    /// <summary>The next part, of 32-bit integers.</summary>
    public int* TakeIntegers(long count) => (int*)Take(count);
}

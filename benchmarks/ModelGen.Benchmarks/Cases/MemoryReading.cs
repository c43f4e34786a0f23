using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu;
using ModelGen.Cpu.Simd;

namespace ModelGen.Benchmarks.Cases;

/// <summary>A sum over memory: as fast as a processor can read it.</summary>
internal static class MemoryReading
{
    /// <summary>1 MB: each a straight stream for one thread.</summary>
    private const int TaskFloats = 1 << 18;

    /// <summary>1 GB: far beyond any cache.</summary>
    private const int MemoryFloats = 1 << 28;

    /// <summary>Bytes of <see cref="Memory"/>.</summary>
    public const double Bytes = 4.0 * MemoryFloats;

    private static float s_sum;

    /// <summary>Memory to read, every page of it touched.</summary>
    public static AlignedBuffer Memory()
    {
        AlignedBuffer memory = new(MemoryFloats);
        memory.Span.Fill(1);
        return memory;
    }

    /// <summary>Reads every float once.</summary>
    public static unsafe void Read(ThreadTeam team, Span<float> memory)
    {
        fixed (float* start = memory)
        {
            SumJob job = new() { Start = start, Length = memory.Length };
            team.Run(ref job, (memory.Length + TaskFloats - 1) / TaskFloats);
        }
    }

    private unsafe struct SumJob : IJob
    {
        public float* Start;
        public int Length;

        public readonly void Execute(int task, int worker)
        {
            nint first = (nint)task * TaskFloats;
            int count = (int)Math.Min(TaskFloats, Length - first);
            float sum = VectorPath.Best switch
            {
                512 => Sum<Simd512, Vector512<float>>(Start + first, count),
                256 => Sum<Simd256, Vector256<float>>(Start + first, count),
                _ => Sum<Simd128, Vector128<float>>(Start + first, count),
            };
            if (sum == float.MaxValue)
            {
                s_sum = sum; // not reached: keeps the loop alive
            }
        }

        /// <summary>The few floats behind the last whole step are left out.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Sum<TSimd, TVector>(float* source, int length)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector a = TSimd.Zero, b = a, c = a, d = a;
            for (int i = 0; i <= length - (4 * TSimd.Count); i += 4 * TSimd.Count)
            {
                a = TSimd.Add(a, TSimd.Load(source + i));
                b = TSimd.Add(b, TSimd.Load(source + i + TSimd.Count));
                c = TSimd.Add(c, TSimd.Load(source + i + (2 * TSimd.Count)));
                d = TSimd.Add(d, TSimd.Load(source + i + (3 * TSimd.Count)));
            }

            return TSimd.Sum(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)));
        }
    }
}

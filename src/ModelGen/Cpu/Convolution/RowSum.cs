using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>The sum of adjacent floats.</summary>
internal static unsafe class RowSum
{
    /// <summary>Summed in single precision before it goes into the double: few enough to lose nothing.</summary>
    private const int Run = 512;

    public static float Of(float* x, int count, int path) => path switch
    {
        512 => Sum<Lanes512>(x, count),
        256 => Sum<Lanes2x256>(x, count),
        _ => Sum<Lanes128>(x, count),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum<T>(float* x, int count)
        where T : unmanaged, ILanes<T>
    {
        double total = 0;
        for (int first = 0; first < count; first += Run)
        {
            int end = System.Math.Min(first + Run, count);
            T sum = T.Of(0);
            for (int i = first; i < end; i += T.Count)
            {
                sum += LaneMath.Load<T>(x + i, end - i);
            }

            total += T.Sum(sum);
        }

        return (float)total;
    }
}

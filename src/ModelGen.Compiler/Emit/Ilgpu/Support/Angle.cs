using System;
using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Sines and cosines of positions: a table made on the host, read by kernels.</summary>
internal static class Angle
{
    public static float[] Table(int size, float frequencyBase, int positions)
    {
        int half = (size + 1) / 2;
        float[] table = new float[positions * half * 2];
        for (int i = 0; i < half; i++)
        {
            double frequency = Math.Pow(frequencyBase, -2.0 * i / size);
            for (int position = 0; position < positions; position++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequency);
                table[((position * half) + i) * 2] = (float)cosine;
                table[(((position * half) + i) * 2) + 1] = (float)sine;
            }
        }

        return table;
    }

    /// <summary>Element d of a head after its rotation by a position; d pairs with d ± size / 2 (Su et al. 2021, arXiv:2104.09864).</summary>
    /// <param name="start">Where the head begins in <paramref name="x"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Turn(ArrayView<float> x, int start, int d, int size, ArrayView<float> angles, int position)
    {
        int half = size / 2;
        int i = d < half ? d : d - half;
        int entry = ((position * half) + i) * 2;
        float cosine = angles[entry];
        float sine = angles[entry + 1];
        return d < half ? (x[start + d] * cosine) - (x[start + d + half] * sine) : (x[start + d] * cosine) + (x[start + i] * sine);
    }
}

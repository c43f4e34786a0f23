using System;
using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Sines and cosines of positions: a table made on the host, read by kernels.</summary>
internal static class Angle
{
    /// <summary>base^(-2i / size), radians of a position for each pair.</summary>
    public static double[] Frequencies(int size, float frequencyBase)
    {
        double[] frequencies = new double[(size + 1) / 2];
        for (int i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = Math.Pow(frequencyBase, -2.0 * i / size);
        }

        return frequencies;
    }

    /// <summary>Interleaved cosines and sines, times a magnitude: [positions, frequencies, 2].</summary>
    public static float[] Table(double[] frequencies, int positions, double magnitude)
    {
        float[] table = new float[positions * frequencies.Length * 2];
        for (int entry = 0; entry < table.Length / 2; entry++)
        {
            (double sine, double cosine) = Math.SinCos(entry / frequencies.Length * frequencies[entry % frequencies.Length]);
            table[2 * entry] = (float)(magnitude * cosine);
            table[(2 * entry) + 1] = (float)(magnitude * sine);
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

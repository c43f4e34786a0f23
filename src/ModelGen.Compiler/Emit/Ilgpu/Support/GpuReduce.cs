using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>
/// Reductions over a group through shared memory: every thread reads all numbers, four at a time, and adds them up in the same order, so all have the same bits. Two
/// barriers instead of a tree's seven, and no shuffles, which OpenCL lacks. A group has a multiple of 16 threads.
/// </summary>
internal static class GpuReduce
{
    /// <summary>The largest group.</summary>
    public const int Most = 128;

    /// <param name="shared">[<see cref="Most"/>]; free again afterwards.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(ArrayView<float> shared, float value)
    {
        ArrayView<Float4> vectors = shared.Cast<Float4>();
        shared[Group.IdxX] = value;
        Group.Barrier();
        Float4 even = default;
        Float4 odd = default;
        for (int i = 0; i < Group.DimX / 4; i += 4)
        {
            even = Float4.Add(even, Float4.Add(vectors[i], vectors[i + 2]));
            odd = Float4.Add(odd, Float4.Add(vectors[i + 1], vectors[i + 3]));
        }

        Group.Barrier();
        return Float4.Sum(Float4.Add(even, odd));
    }

    /// <inheritdoc cref="Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(ArrayView<float> shared, float value)
    {
        ArrayView<Float4> vectors = shared.Cast<Float4>();
        shared[Group.IdxX] = value;
        Group.Barrier();
        Float4 even = vectors[0];
        Float4 odd = vectors[1];
        for (int i = 0; i < Group.DimX / 4; i += 4)
        {
            even = Float4.Max(even, Float4.Max(vectors[i], vectors[i + 2]));
            odd = Float4.Max(odd, Float4.Max(vectors[i + 1], vectors[i + 3]));
        }

        Group.Barrier();
        Float4 most = Float4.Max(even, odd);
        float left = most.X > most.Y ? most.X : most.Y;
        float right = most.Z > most.W ? most.Z : most.W;
        return left > right ? left : right;
    }

    /// <summary>The sum of 32 numbers, by the thread that asks for it; after a barrier.</summary>
    /// <param name="first">A multiple of 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOf32(ArrayView<float> shared, int first)
    {
        ArrayView<Float4> vectors = shared.Cast<Float4>();
        int at = first / 4;
        Float4 left = Float4.Add(Float4.Add(vectors[at], vectors[at + 1]), Float4.Add(vectors[at + 2], vectors[at + 3]));
        Float4 right = Float4.Add(Float4.Add(vectors[at + 4], vectors[at + 5]), Float4.Add(vectors[at + 6], vectors[at + 7]));
        return Float4.Sum(Float4.Add(left, right));
    }

    /// <summary>Threads for a row: whole warps, no more than there is work for.</summary>
    public static int Threads(int width) => width <= 256 ? 32 : width <= 1024 ? 64 : Most;
}

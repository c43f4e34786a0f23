using System;

namespace ModelGen.Cpu.Products;

/// <summary>A matrix that is multiplied: lines of <c>neighbours</c> (rows of A, columns of B) along k, in either memory order.</summary>
/// <param name="Start">The element of neighbour 0 at k = 0.</param>
/// <param name="Step">Distance of two neighbours where k is adjacent in memory, of two k where the neighbours are.</param>
/// <param name="DepthAdjacent">Whether k is the adjacent direction (A plain, B transposed).</param>
internal readonly unsafe record struct Operand(IntPtr Start, nint Step, bool DepthAdjacent)
{
    /// <summary>Packs neighbours first.. and steps depthFirst.. into panels of <paramref name="width"/>.</summary>
    public void Pack(int first, int count, int depthFirst, int depth, int width, bool padded, float* target)
    {
        float* start = (float*)Start;
        if (DepthAdjacent)
        {
            Packing.Transposed(start + (first * Step) + depthFirst, Step, depth, count, width, padded, target);
        }
        else
        {
            Packing.Adjacent(start + (depthFirst * Step) + first, Step, depth, count, width, padded, target);
        }
    }
}

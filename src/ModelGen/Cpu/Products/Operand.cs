using System;

namespace ModelGen.Cpu.Products;

/// <summary>A matrix that is multiplied: lines of <c>neighbours</c> (rows of A, columns of B) along k, in either memory order.</summary>
/// <param name="Start">The element of neighbour 0 at k = 0.</param>
/// <param name="Step">Distance of two neighbours where k is adjacent in memory, of two k where the neighbours are.</param>
/// <param name="DepthAdjacent">Whether k is the adjacent direction (A plain, B transposed).</param>
internal readonly unsafe record struct Operand(IntPtr Start, nint Step, bool DepthAdjacent)
{
    /// <summary>For a gathered operand: where each neighbour and each k lies; an element is at the sum of the two. Otherwise null.</summary>
    private readonly IntPtr _neighbours;
    private readonly IntPtr _depths;

    private Operand(float* start, int* neighbours, int* depths)
        : this((IntPtr)start, 0, false)
        => (_neighbours, _depths) = ((IntPtr)neighbours, (IntPtr)depths);

    /// <summary>A matrix that is nowhere in memory as such: the element of neighbour j at k is start[neighbours[j] + depths[k]].</summary>
    public static Operand Gathered(float* start, int* neighbours, int* depths) => new(start, neighbours, depths);

    /// <summary>Packs neighbours first.. and steps depthFirst.. into panels of <paramref name="width"/>.</summary>
    public void Pack(int first, int count, int depthFirst, int depth, int width, bool padded, float* target)
    {
        float* start = (float*)Start;
        if (_neighbours != IntPtr.Zero)
        {
            Gathering.Pack(start, (int*)_neighbours + first, (int*)_depths + depthFirst, depth, count, width, padded, target);
        }
        else if (DepthAdjacent)
        {
            Packing.Transposed(start + (first * Step) + depthFirst, Step, depth, count, width, padded, target);
        }
        else
        {
            Packing.Adjacent(start + (depthFirst * Step) + first, Step, depth, count, width, padded, target);
        }
    }
}

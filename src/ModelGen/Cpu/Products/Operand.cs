using System;
using ModelGen.Cpu.Small;

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

    /// <summary>A <see cref="SmallRows"/>, or null.</summary>
    private IntPtr Small { get; init; }

    private bool IsWhole { get; init; }

    private Operand(float* start, int* neighbours, int* depths)
        : this((IntPtr)start, 0, false)
        => (_neighbours, _depths) = ((IntPtr)neighbours, (IntPtr)depths);

    /// <summary>A matrix that is nowhere in memory as such: the element of neighbour j at k is start[neighbours[j] + depths[k]].</summary>
    public static Operand Gathered(float* start, int* neighbours, int* depths) => new(start, neighbours, depths);

    /// <summary>Weights of small numbers, which become floats when they are packed; <paramref name="rows"/> must stay where it is.</summary>
    public static Operand Of(SmallRows* rows) => new(IntPtr.Zero, 0, DepthAdjacent: true) { Small = (IntPtr)rows };

    /// <summary>The same as pairs of whole numbers in the places of floats: a step of k is two of theirs.</summary>
    public static Operand OfPairs(SmallRows* rows) => Of(rows) with { IsWhole = true };

    /// <summary>Packs neighbours first.. and steps depthFirst.. into panels of <paramref name="width"/>.</summary>
    public void Pack(int first, int count, int depthFirst, int depth, int width, bool padded, float* target)
    {
        float* start = (float*)Start;
        if (Small != IntPtr.Zero)
        {
            SmallPacking.Transposed(*(SmallRows*)Small, first, count, depthFirst, depth, width, padded, target, IsWhole);
        }
        else if (_neighbours != IntPtr.Zero)
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

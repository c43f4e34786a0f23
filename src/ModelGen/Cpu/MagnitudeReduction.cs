using System;
using System.Collections.Generic;
using System.Numerics;

namespace ModelGen.Cpu;

/// <summary>The largest magnitude in a large array: cheaper than a norm, whose numbers become doubles first. Any order gives the same.</summary>
/// <remarks>Magnitudes are compared as integers, in which infinity is above every number and NaN above infinity. Allocates only when made.</remarks>
internal sealed unsafe class MagnitudeReduction
{
    private const int Block = 1 << 15;

    private int[] _largest = [];

    /// <summary>That of all gradients of a store.</summary>
    /// <returns>NaN where there is one, else infinity where there is one.</returns>
    public float OfGradients(ThreadTeam team, List<StoreSegment> segments)
    {
        int largest = 0;
        for (int i = 0; i < segments.Count; i++) largest = Math.Max(largest, BitConverter.SingleToInt32Bits(Largest(team, segments[i].Gradients)));
        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <returns>NaN where there is one, else infinity where there is one; 0 for an empty array.</returns>
    public float Largest(ThreadTeam team, ReadOnlySpan<float> values)
    {
        int blocks = (int)(((long)values.Length + Block - 1) / Block);
        if (_largest.Length < blocks) _largest = new int[blocks];
        fixed (float* first = values)
        {
            MaximumJob job = new((int*)first, values.Length, _largest);
            team.Run(ref job, blocks);
        }

        int largest = 0;
        for (int i = 0; i < blocks; i++) largest = Math.Max(largest, _largest[i]);
        return BitConverter.Int32BitsToSingle(largest);
    }

    private readonly struct MaximumJob(int* values, int count, int[] results) : IJob
    {
        private const int Sign = int.MinValue;

        public void Execute(int task, int worker)
        {
            int start = task * Block, i = 0, length = Math.Min(Block, count - start), width = Vector<int>.Count;
            int* x = values + start;
            var magnitude = new Vector<int>(~Sign);
            Vector<int> a = Vector<int>.Zero, b = a, c = a, d = a;
            for (; i <= length - (4 * width); i += 4 * width)
            {
                a = Vector.Max(a, Vector.Load(x + i) & magnitude);
                b = Vector.Max(b, Vector.Load(x + i + width) & magnitude);
                c = Vector.Max(c, Vector.Load(x + i + (2 * width)) & magnitude);
                d = Vector.Max(d, Vector.Load(x + i + (3 * width)) & magnitude);
            }

            a = Vector.Max(Vector.Max(a, b), Vector.Max(c, d));
            int largest = 0;
            for (int lane = 0; lane < width; lane++) largest = Math.Max(largest, a[lane]);
            for (; i < length; i++) largest = Math.Max(largest, x[i] & ~Sign);
            results[task] = largest;
        }
    }
}

using System;
using System.Runtime.CompilerServices;
using ModelGen.Training;

namespace ModelGen.Cpu;

/// <content>Moments that are kept as bytes: each block becomes floats, is updated like any other, and is rounded again.</content>
internal static unsafe partial class OptimizerKernels
{
    /// <summary>One step of all values by <paramref name="rule"/>, or a look at what it would leave.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="tasks">Pieces of whole blocks, of one parameter each.</param>
    /// <param name="places">Where they lie in the moments.</param>
    /// <param name="store">Values and gradients.</param>
    /// <param name="moments">Updated.</param>
    /// <param name="rule">The formula, of two states.</param>
    /// <param name="pass">Whether it is a trial, in which nothing is changed.</param>
    /// <returns>The first number of a trial that would be infinite or NaN; an index of -1: there is none.</returns>
    public static ForeseenNumber Update<TRule>(ThreadTeam team, OptimizerTask[] tasks, ByteTask[] places, ParameterStore store, ByteMoments moments, TRule rule, in UpdatePass pass)
        where TRule : struct, IUpdateRule
    {
        ForeseenNumber[] found = pass.IsTrial ? new ForeseenNumber[tasks.Length] : [];
        foreach (StoreSegment segment in store.Segments) _ = segment.Gradients; // allocated before threads ask
        ByteJob<TRule> job = new(tasks, places, store, moments, rule, pass, found);
        team.Run(ref job, tasks.Length);
        foreach (ForeseenNumber number in found)
        {
            if (number.Index >= 0) return number;
        }

        return ForeseenNumber.None;
    }

    private readonly struct ByteJob<TRule>(OptimizerTask[] tasks, ByteTask[] places, ParameterStore store, ByteMoments moments, TRule rule, UpdatePass pass, ForeseenNumber[] found) : IJob
        where TRule : struct, IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int task, int worker)
        {
            const int Block = DynamicCodes.Block;
            OptimizerTask piece = tasks[task];
            ByteTask place = places[task];
            StoreSegment segment = store.Segments[place.Segment];
            byte[] firstCodes = moments.First.Codes(place.Parameter), secondCodes = moments.Second.Codes(place.Parameter);
            float[] firstScales = moments.First.Scales(place.Parameter), secondScales = moments.Second.Scales(place.Parameter);
            float* first = stackalloc float[Block], second = stackalloc float[Block];
            if (pass.IsTrial) found[task] = ForeseenNumber.None;
            fixed (float* value = segment.Values, gradient = segment.Gradients)
            {
                for (int at = 0; at < piece.Count; at += Block)
                {
                    OptimizerTask own = piece with { Start = piece.Start + at, Count = Math.Min(Block, piece.Count - at) };
                    int start = place.First + at, block = start / Block;
                    Span<float> a = new(first, own.Count), b = new(second, own.Count);
                    Span<byte> aCodes = firstCodes.AsSpan(start, own.Count), bCodes = secondCodes.AsSpan(start, own.Count);
                    moments.First.Map.Read(aCodes, firstScales[block], a);
                    moments.Second.Map.Read(bCodes, secondScales[block], b);

                    // The update counts from the start of the segment, the copies from that of the block.
                    UpdateJob<TRule> update = new([], rule, value, gradient, first - own.Start, second - own.Start, null, pass.GradientScale, pass.ClearGradients);
                    if (pass.IsTrial)
                    {
                        found[task] = update.Foresee(own) with { Segment = place.Segment };
                        if (found[task].Index >= 0) return;
                        continue;
                    }

                    update.Run(own);
                    firstScales[block] = moments.First.Map.Write(a, aCodes);
                    secondScales[block] = moments.Second.Map.Write(b, bCodes);
                }
            }
        }
    }
}

using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Optimizer updates: one pass over values, gradients and state, which is what the memory bandwidth allows.</summary>
/// <remarks>Every element is computed for itself, so results do not depend on the number of threads. All buffers have
/// the layout of <see cref="ParameterStore.Values"/>.</remarks>
internal static unsafe partial class OptimizerKernels
{
    /// <summary>One step of all values by <paramref name="rule"/>.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="tasks">The pieces of the buffers.</param>
    /// <param name="rule">The formula.</param>
    /// <param name="value">Updated.</param>
    /// <param name="gradient">Multiplied by <paramref name="gradientScale"/> first.</param>
    /// <param name="first">The rule's first state, updated; empty where it has none.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <param name="gradientScale">A factor for all gradients: clipping, accumulation.</param>
    /// <param name="clear">Whether the gradients are 0 afterwards: their cache lines are at hand, and the next step saves a pass.</param>
    /// <exception cref="ArgumentException">The buffers differ in length.</exception>
    public static void Update<TRule>(ThreadTeam team, OptimizerTask[] tasks, TRule rule, Span<float> value, Span<float> gradient,
        Span<float> first, Span<float> second, Span<float> third, float gradientScale, bool clear)
        where TRule : struct, IUpdateRule
    {
        Check(value.Length, gradient.Length);
        if (rule.States > 0) Check(value.Length, first.Length);
        if (rule.States > 1) Check(value.Length, second.Length);
        if (rule.States > 2) Check(value.Length, third.Length);
        fixed (float* w = value, g = gradient, a = first, b = second, c = third)
        {
            UpdateJob<TRule> job = new(tasks, rule, w, g, a, b, c, gradientScale, clear);
            team.Run(ref job, tasks.Length);
        }
    }

    /// <summary>The first number that the same step would make infinite or NaN; nothing is changed.</summary>
    /// <returns>Its place and value; an index of -1: there is none.</returns>
    /// <exception cref="ArgumentException">The buffers differ in length.</exception>
    public static ForeseenNumber Foresee<TRule>(ThreadTeam team, OptimizerTask[] tasks, TRule rule, Span<float> value, Span<float> gradient,
        Span<float> first, Span<float> second, Span<float> third, float gradientScale)
        where TRule : struct, IUpdateRule
    {
        Check(value.Length, gradient.Length);
        if (rule.States > 0) Check(value.Length, first.Length);
        if (rule.States > 1) Check(value.Length, second.Length);
        if (rule.States > 2) Check(value.Length, third.Length);
        ForeseenNumber[] found = new ForeseenNumber[tasks.Length];
        fixed (float* w = value, g = gradient, a = first, b = second, c = third)
        {
            TrialJob<TRule> job = new(tasks, new UpdateJob<TRule>(tasks, rule, w, g, a, b, c, gradientScale, clear: false), found);
            team.Run(ref job, tasks.Length);
        }

        foreach (ForeseenNumber number in found)
        {
            if (number.Index >= 0) return number;
        }

        return ForeseenNumber.None;
    }

    /// <summary>-1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One,
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -Vector<float>.One, Vector<float>.Zero));

    private static void Check(int values, int others)
    {
        if (values != others) throw new ArgumentException("Values, gradients and optimizer state differ in length: the model was changed after the optimizer was made");
    }

    private readonly struct UpdateJob<TRule>(OptimizerTask[] tasks, TRule shared, float* value, float* gradient, float* first, float* second, float* third, float scale, bool clear) : IJob
        where TRule : struct, IUpdateRule
    {
        public void Execute(int task, int worker) => Run(tasks[task]);

        // At once as good as it gets: a short training would spend much of its time in the first tier's code.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(OptimizerTask piece)
        {
            TRule rule = shared;
            rule.Begin(piece);
            float l2 = rule.DecouplesDecay ? 0 : piece.Decay;
            int i = piece.Start, end = piece.Start + piece.Count, states = rule.States;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
                Advance(ref rule, value + i, gradient + i, first + i, second + i, third + i, states, l2, piece.L1);
            if (i < end) AdvanceTail(ref rule, i, end - i, states, l2, piece.L1);
        }

        /// <summary>The first number of a piece that its update would make infinite or NaN.</summary>
        public ForeseenNumber Foresee(OptimizerTask piece)
        {
            TRule rule = shared;
            rule.Begin(piece);
            float l2 = rule.DecouplesDecay ? 0 : piece.Decay;
            int width = Vector<float>.Count, states = rule.States;
            float* copy = stackalloc float[5 * width];
            for (int i = piece.Start, end = piece.Start + piece.Count; i < end; i += width)
            {
                int count = Math.Min(width, end - i);
                AdvanceCopies(ref rule, copy, i, count, states, l2, piece.L1);
                for (int j = 0; j < count; j++)
                {
                    if (!float.IsFinite(copy[j])) return new ForeseenNumber(i + j, -1, copy[j]);
                    for (int state = 0; state < states; state++)
                    {
                        float number = copy[((2 + state) * width) + j];
                        if (!float.IsFinite(number)) return new ForeseenNumber(i + j, state, number);
                    }
                }
            }

            return ForeseenNumber.None;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Advance(ref TRule rule, float* w, float* g, float* a, float* b, float* c, int states, float l2, float l1)
        {
            Vector<float> x = Vector.Load(w), d = (Vector.Load(g) * scale) + (x * l2);
            if (l1 != 0) d += Sign(x) * l1;
            Vector<float> s = states > 0 ? Vector.Load(a) : default, t = states > 1 ? Vector.Load(b) : default, u = states > 2 ? Vector.Load(c) : default;
            Vector.Store(rule.Next(x, d, ref s, ref t, ref u), w);
            if (states > 0) Vector.Store(s, a);
            if (states > 1) Vector.Store(t, b);
            if (states > 2) Vector.Store(u, c);
            if (clear) Vector.Store(Vector<float>.Zero, g);
        }

        // Fewer elements than a vector has: the same arithmetic on copies, so that a formula is written once.
        private void AdvanceTail(ref TRule rule, int start, int count, int states, float l2, float l1)
        {
            int width = Vector<float>.Count;
            float* copy = stackalloc float[5 * width];
            AdvanceCopies(ref rule, copy, start, count, states, l2, l1);
            Copy(copy, value + start, count);
            Copy(copy + width, gradient + start, count);
            if (states > 0) Copy(copy + (2 * width), first + start, count);
            if (states > 1) Copy(copy + (3 * width), second + start, count);
            if (states > 2) Copy(copy + (4 * width), third + start, count);
        }

        // Value, gradient and three states, a vector each.
        private void AdvanceCopies(ref TRule rule, float* copy, int start, int count, int states, float l2, float l1)
        {
            int width = Vector<float>.Count;
            new Span<float>(copy, 5 * width).Clear();
            Copy(value + start, copy, count);
            Copy(gradient + start, copy + width, count);
            if (states > 0) Copy(first + start, copy + (2 * width), count);
            if (states > 1) Copy(second + start, copy + (3 * width), count);
            if (states > 2) Copy(third + start, copy + (4 * width), count);
            Advance(ref rule, copy, copy + width, copy + (2 * width), copy + (3 * width), copy + (4 * width), states, l2, l1);
        }

        private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
    }

    private readonly struct TrialJob<TRule>(OptimizerTask[] tasks, UpdateJob<TRule> update, ForeseenNumber[] found) : IJob
        where TRule : struct, IUpdateRule
    {
        public void Execute(int task, int worker) => found[task] = update.Foresee(tasks[task]);
    }
}

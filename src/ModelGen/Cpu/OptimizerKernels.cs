using System;
using System.Numerics;

namespace ModelGen.Cpu;

/// <summary>Optimizer updates: one pass over values, gradients and state, which is what the memory bandwidth allows.</summary>
/// <remarks>Every element is computed for itself, so results do not depend on the number of threads. All buffers have
/// the layout of <see cref="ParameterStore.Values"/>. With <c>clear</c> the gradients are 0 afterwards: their cache lines
/// are at hand, and the next step saves a pass.</remarks>
internal static unsafe class OptimizerKernels
{
    /// <summary>Adam with decoupled decay, or with decay as part of the gradient (L2).</summary>
    /// <param name="team">The threads.</param>
    /// <param name="tasks">The pieces of the buffers.</param>
    /// <param name="value">Updated.</param>
    /// <param name="gradient">Multiplied by <c>GradientScale</c> first.</param>
    /// <param name="m">First moment, updated.</param>
    /// <param name="v">Second moment, updated.</param>
    /// <param name="settings">The numbers of this step.</param>
    /// <param name="clear">Whether to set the gradients to 0.</param>
    /// <remarks>Kingma and Ba 2015, arXiv:1412.6980, algorithm 1; Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2.</remarks>
    public static void Adam(ThreadTeam team, OptimizerTask[] tasks, Span<float> value, Span<float> gradient, Span<float> m, Span<float> v, in AdamSettings settings, bool clear)
    {
        Check(value.Length, gradient.Length, m.Length, v.Length);
        fixed (float* w = value, g = gradient, first = m, second = v)
        {
            AdamJob job = new(tasks, w, g, first, second, settings, clear);
            team.Run(ref job, tasks.Length);
        }
    }

    /// <summary>Stochastic gradient descent with L2 decay, momentum and Nesterov's variant.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="tasks">The pieces of the buffers.</param>
    /// <param name="value">Updated.</param>
    /// <param name="gradient">Multiplied by <paramref name="gradientScale"/> first.</param>
    /// <param name="momentumBuffer">Updated; empty without momentum.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">How much of the last step is kept.</param>
    /// <param name="nesterov">Whether to look ahead.</param>
    /// <param name="decay">Times the value, added to the gradient.</param>
    /// <param name="gradientScale">A factor for all gradients: clipping, accumulation.</param>
    /// <param name="clear">Whether to set the gradients to 0.</param>
    /// <remarks>Sutskever et al. 2013 in PyTorch's form: v = μv + g; w -= lr·v, or w -= lr·(g + μv).</remarks>
    public static void Sgd(ThreadTeam team, OptimizerTask[] tasks, Span<float> value, Span<float> gradient, Span<float> momentumBuffer,
        float learningRate, float momentum, bool nesterov, float decay, float gradientScale, bool clear)
    {
        Check(value.Length, gradient.Length, momentumBuffer.IsEmpty ? value.Length : momentumBuffer.Length, value.Length);
        fixed (float* w = value, g = gradient, u = momentumBuffer)
        {
            SgdJob job = new(tasks, w, g, u, learningRate, momentum, nesterov, decay, gradientScale, clear);
            team.Run(ref job, tasks.Length);
        }
    }

    private static void Check(int value, int gradient, int first, int second)
    {
        if (value != gradient || value != first || value != second)
            throw new ArgumentException("Values, gradients and optimizer state differ in length: the model was changed after the optimizer was made");
    }

    /// <param name="Beta1">Decay of the first moment.</param>
    /// <param name="Beta2">Decay of the second moment.</param>
    /// <param name="StepSize">Learning rate / (1 - β₁ᵗ).</param>
    /// <param name="InverseRoot">1 / √(1 - β₂ᵗ).</param>
    /// <param name="Epsilon">Added to the root.</param>
    /// <param name="Shrink">1 - learning rate · decay: the decoupled decay.</param>
    /// <param name="L2">Decay added to the gradient.</param>
    /// <param name="GradientScale">A factor for all gradients: clipping, accumulation.</param>
    internal readonly record struct AdamSettings(float Beta1, float Beta2, float StepSize, float InverseRoot, float Epsilon, float Shrink, float L2, float GradientScale);

    private readonly struct AdamJob(OptimizerTask[] tasks, float* value, float* gradient, float* m, float* v, AdamSettings settings, bool clear) : IJob
    {
        public void Execute(int task, int worker)
        {
            OptimizerTask piece = tasks[task];
            float* w = value + piece.Start, g = gradient + piece.Start, first = m + piece.Start, second = v + piece.Start;
            AdamSettings s = piece.Decays ? settings : settings with { Shrink = 1, L2 = 0 };
            Vector<float> beta1 = new(s.Beta1), beta2 = new(s.Beta2), step = new(s.StepSize), root = new(s.InverseRoot), epsilon = new(s.Epsilon);
            Vector<float> shrink = new(s.Shrink), l2 = new(s.L2), scale = new(s.GradientScale), rest1 = new(1 - s.Beta1), rest2 = new(1 - s.Beta2);
            int i = 0;
            for (; i <= piece.Count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> x = Vector.Load(w + i);
                Vector<float> d = (Vector.Load(g + i) * scale) + (l2 * x);
                Vector<float> a = (beta1 * Vector.Load(first + i)) + (rest1 * d);
                Vector<float> b = (beta2 * Vector.Load(second + i)) + (rest2 * d * d);
                Vector.Store(a, first + i);
                Vector.Store(b, second + i);
                Vector.Store((x * shrink) - (step * a / ((Vector.SquareRoot(b) * root) + epsilon)), w + i);
                if (clear) Vector.Store(Vector<float>.Zero, g + i);
            }

            for (; i < piece.Count; i++)
            {
                float d = (g[i] * s.GradientScale) + (s.L2 * w[i]);
                float a = first[i] = (s.Beta1 * first[i]) + ((1 - s.Beta1) * d);
                float b = second[i] = (s.Beta2 * second[i]) + ((1 - s.Beta2) * d * d);
                w[i] = (w[i] * s.Shrink) - (s.StepSize * a / ((MathF.Sqrt(b) * s.InverseRoot) + s.Epsilon));
                if (clear) g[i] = 0;
            }
        }
    }

    private readonly struct SgdJob(OptimizerTask[] tasks, float* value, float* gradient, float* momentumBuffer,
        float learningRate, float momentum, bool nesterov, float decay, float gradientScale, bool clear) : IJob
    {
        public void Execute(int task, int worker)
        {
            OptimizerTask piece = tasks[task];
            float* w = value + piece.Start, g = gradient + piece.Start, u = momentumBuffer == null ? null : momentumBuffer + piece.Start;
            float l2 = piece.Decays ? decay : 0;
            int i = 0;
            for (; i <= piece.Count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> x = Vector.Load(w + i);
                Vector<float> d = (Vector.Load(g + i) * gradientScale) + (x * l2);
                if (u != null)
                {
                    Vector<float> speed = (Vector.Load(u + i) * momentum) + d;
                    Vector.Store(speed, u + i);
                    d = nesterov ? d + (speed * momentum) : speed;
                }

                Vector.Store(x - (d * learningRate), w + i);
                if (clear) Vector.Store(Vector<float>.Zero, g + i);
            }

            for (; i < piece.Count; i++)
            {
                float d = (g[i] * gradientScale) + (w[i] * l2);
                if (u != null)
                {
                    u[i] = (u[i] * momentum) + d;
                    d = nesterov ? d + (u[i] * momentum) : u[i];
                }

                w[i] -= d * learningRate;
                if (clear) g[i] = 0;
            }
        }
    }
}

using System;
using ModelGen.Cpu;

namespace ModelGen;

/// <summary>The distribution that a parameter's first values are drawn from.</summary>
/// <remarks>Element i of a parameter depends only on the parameter's own key and on i, so neither the order in which
/// parameters are made nor the number of threads changes a value.</remarks>
public readonly struct Initializer
{
    private enum Kind { Constant, Normal, Uniform }

    private readonly Kind _kind;
    private readonly float _size;

    private Initializer(Kind kind, float size)
    {
        _kind = kind;
        _size = size;
    }

    /// <summary>All zeros.</summary>
    public static Initializer Zeros => default;

    /// <summary>All ones.</summary>
    public static Initializer Ones => Constant(1);

    /// <summary>Every element is <paramref name="value"/>.</summary>
    public static Initializer Constant(float value) => new(Kind.Constant, value);

    /// <summary>Normal with mean 0.</summary>
    public static Initializer Normal(float standardDeviation) => new(Kind.Normal, standardDeviation);

    /// <summary>Uniform in [-bound, bound).</summary>
    public static Initializer Uniform(float bound) => new(Kind.Uniform, bound);

    internal void Fill(Span<float> values, ulong key)
    {
        if (_kind == Kind.Constant)
        {
            values.Fill(_size);
            return;
        }

        unsafe
        {
            fixed (float* first = values)
            {
                FillJob job = new(first, values.Length, key, _size, _kind == Kind.Normal);
                ThreadTeam.Shared.Run(ref job, (int)(((long)values.Length + FillJob.Block - 1) / FillJob.Block));
            }
        }
    }

    private readonly unsafe struct FillJob(float* values, int count, ulong key, float size, bool normal) : IJob
    {
        public const int Block = 1 << 14; // even, so that the pairs of the normal transform never straddle two tasks

        public void Execute(int task, int worker)
        {
            int first = task * Block, end = (int)Math.Min((long)first + Block, count);
            if (!normal)
            {
                for (int i = first; i < end; i++)
                    values[i] = ((CounterRandom.Hash(key, (ulong)i) >> 8) * (2f / (1 << 24)) - 1f) * size;
                return;
            }

            // Box and Muller 1958: two uniforms give two independent normals. +1 keeps the logarithm's argument above 0.
            for (int i = first; i < end; i += 2)
            {
                float radius = size * MathF.Sqrt(-2f * MathF.Log(((CounterRandom.Hash(key, (ulong)i) >> 8) + 1) * (1f / (1 << 24))));
                (float sin, float cos) = MathF.SinCos((CounterRandom.Hash(key, (ulong)i + 1) >> 8) * (2f * MathF.PI / (1 << 24)));
                values[i] = radius * cos;
                if (i + 1 < end) values[i + 1] = radius * sin;
            }
        }
    }
}

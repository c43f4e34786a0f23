using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu;
using ModelGen.Cpu.Simd;

namespace ModelGen.Benchmarks.Cases;

/// <summary>The machine's own limits, which all other figures are to be read against.</summary>
/// <remarks>
/// <c>machine-fma</c>: multiply-adds on registers alone; <c>machine-read</c>: a sum over 1 GB; <c>machine</c>: both, the times being
/// those of the first.
/// </remarks>
internal sealed class MachineCases : ICaseFamily
{
    private const int FmaTasks = 64;
    private const int FmaRounds = 20_000;
    private const int Chains = 12;

    public IEnumerable<string> Names => ["machine", "machine-fma", "machine-read", "machine-dispatch"];

    public ICase? Find(string name) => name switch
    {
        "machine" => new Both(),
        "machine-fma" => Fma(name),
        "machine-read" => Read(name),
        "machine-dispatch" => Dispatch(name),
        _ => null,
    };

    private static TimedCase Fma(string name)
        => new(name, team => () =>
        {
            FmaJob job = default;
            team.Run(ref job, FmaTasks);
        })
        {
            Flops = 2.0 * FmaTasks * FmaRounds * Chains * (VectorPath.Best / 32),
        };

    private static TimedCase Read(string name)
        => new(name, team =>
        {
            AlignedBuffer memory = MemoryReading.Memory();
            return () => MemoryReading.Read(team, memory.Span);
        })
        {
            Bytes = MemoryReading.Bytes,
        };

    private static TimedCase Dispatch(string name)
        => new(name, team => () =>
        {
            EmptyJob job = default;
            team.Run(ref job, team.Threads);
        });

    private sealed class Both : ICase
    {
        public Measurement Measure(int threads, int repetitions)
        {
            Measurement fma = Fma("machine").Measure(threads, repetitions);
            Measurement read = Read("machine").Measure(threads, repetitions);
            return fma with { GbPerS = read.GbPerS };
        }
    }

    private struct EmptyJob : IJob
    {
        public readonly void Execute(int task, int worker)
        {
        }
    }

    private struct FmaJob : IJob
    {
        public readonly void Execute(int task, int worker)
        {
            float sum = VectorPath.Best switch
            {
                512 => Chain<Simd512, Vector512<float>>(),
                256 => Chain<Simd256, Vector256<float>>(),
                _ => Chain<Simd128, Vector128<float>>(),
            };
            if (sum == 1)
            {
                throw new InvalidOperationException("Not reached: keeps the loop alive.");
            }
        }

        /// <summary>Twelve independent chains cover the latency of any processor's two units.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Chain<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector x = TSimd.Create(0.999f), y = TSimd.Create(0.001f);
            TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (int round = 0; round < FmaRounds; round++)
            {
                a = TSimd.MultiplyAdd(a, x, y);
                b = TSimd.MultiplyAdd(b, x, y);
                c = TSimd.MultiplyAdd(c, x, y);
                d = TSimd.MultiplyAdd(d, x, y);
                e = TSimd.MultiplyAdd(e, x, y);
                f = TSimd.MultiplyAdd(f, x, y);
                g = TSimd.MultiplyAdd(g, x, y);
                h = TSimd.MultiplyAdd(h, x, y);
                i = TSimd.MultiplyAdd(i, x, y);
                j = TSimd.MultiplyAdd(j, x, y);
                k = TSimd.MultiplyAdd(k, x, y);
                l = TSimd.MultiplyAdd(l, x, y);
            }

            TVector sum = TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(e, f), TSimd.Add(g, h)));
            return TSimd.Sum(TSimd.Add(sum, TSimd.Add(TSimd.Add(i, j), TSimd.Add(k, l))));
        }
    }
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Weights;

namespace ModelGen.Llama.Benchmarks;

/// <summary>Decoding of one stream and a prompt at once, both programs in turn, and how far apart their logits are.</summary>
internal static class Comparison
{
    private const int Decoded = 128, Prompt = 512, Compared = 64, WarmUp = 8;

    public static string Run(string path, GgufType type, int threads, int runs)
    {
        using ThreadTeam team = new(threads);
        ThreadTeam.Shared = team;
        using TheirLlama theirs = new(path, threads);
        OurLlama ours = OurLlama.Load(path, type);
        int[] ids = [.. Enumerable.Range(0, Prompt).Select(i => 300 + (i * 3701 % (Sizes.Vocabulary - 300)))];
        string logits = Distances(ours, theirs, OurLlama.LoadFloats(path), ids);
        (double[] ourDecoding, double[] theirDecoding) = InTurn(ours, theirs, runs, llama => Decode(llama, ids));
        (double[] ourPrompts, double[] theirPrompts) = InTurn(ours, theirs, runs, llama => llama.Append(ids));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"weights":"{{type}}","threads":{{threads}},"runs":{{runs}},"llama_cpp":"{{TheirLlama.Binary}}",{{Rates("decode", Decoded, ourDecoding, theirDecoding)}},{{Rates("prefill", Prompt, ourPrompts, theirPrompts)}},{{logits}}}
            """);
    }

    private static void Decode(ILlama llama, int[] ids)
    {
        for (int i = 0; i < Decoded; i++) llama.Append(ids.AsSpan(i, 1));
    }

    /// <summary>Seconds of each run; the first of the two in every other run, and a few tokens before each that are not counted.</summary>
    private static (double[] Ours, double[] Theirs) InTurn(OurLlama ours, TheirLlama theirs, int runs, Action<ILlama> work)
    {
        double[] first = new double[runs], second = new double[runs];
        for (int run = -1; run < runs; run++)
        {
            for (int turn = 0; turn < 2; turn++)
            {
                bool isOurs = ((run + turn) & 1) == 0;
                ILlama llama = isOurs ? ours : theirs;
                llama.Reset();
                for (int i = 0; i < WarmUp; i++) llama.Append([1]);
                llama.Reset();
                long start = Stopwatch.GetTimestamp();
                work(llama);
                if (run >= 0) (isOurs ? first : second)[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        return (first, second);
    }

    /// <summary>Of the logits after some tokens, one by one: the norm of the difference over the norm.</summary>
    private static string Distances(OurLlama ours, TheirLlama theirs, OurLlama floats, int[] ids)
    {
        float[][] logits = [.. new ILlama[] { ours, theirs, floats }.Select(llama =>
        {
            llama.Reset();
            float[] last = [];
            for (int i = 0; i < Compared; i++) last = llama.Append(ids.AsSpan(i, 1)).ToArray();
            return last;
        })];
        return string.Create(CultureInfo.InvariantCulture, $"\"ours_from_theirs\":{Distance(logits[0], logits[1]):0.0e+0},\"ours_from_floats\":{Distance(logits[0], logits[2]):0.0e+0},\"theirs_from_floats\":{Distance(logits[1], logits[2]):0.0e+0}");
    }

    private static double Distance(float[] a, float[] b) => TensorPrimitives.Distance<float>(a, b) / TensorPrimitives.Norm<float>(b);

    private static string Rates(string name, int tokens, double[] ours, double[] theirs)
    {
        double[] ratios = [.. ours.Zip(theirs, (own, other) => other / own)];
        return string.Create(CultureInfo.InvariantCulture, $"\"{name}_ours\":{tokens / Middle(ours):0.0},\"{name}_theirs\":{tokens / Middle(theirs):0.0},\"{name}_ratio\":{Middle(ratios):0.000},\"{name}_ratios\":[{string.Join(',', ratios.Select(ratio => ratio.ToString("0.00", CultureInfo.InvariantCulture)))}]");
    }

    private static double Middle(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

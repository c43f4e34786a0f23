using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Training;
using TorchSharp;

namespace ModelGen.Torch.Benchmarks;

/// <summary>Both targets from the same weights, on the same batch, driven by the library's Trainer: forward, loss, backward, clipping, AdamW.</summary>
internal static class StepComparison
{
    private const int Batch = 4, Length = 128, Vocabulary = 128, WarmUp = 5;

    public static string Run(int threads, int runs, int steps)
    {
        torch.set_num_threads(threads);
        using ThreadTeam team = new(threads);
        ThreadTeam.Shared = team;
        CharGpt model = new(seed: 1);
        using CharGpt.Torch module = CharGpt.Torch.From(model);
        using torch.optim.Optimizer adam = torch.optim.AdamW(module.parameters(), lr: 1e-3, weight_decay: 0.1);
        TrainerOptions options = new() { ClipNorm = 1 };
        Trainer<int, int> cpu = new(model, new AdamW(model.Store, weightDecay: 0.1f), options), libtorch = new(module.TrainWith(adam), options);
        Random random = new(1);
        int[] ids = [.. Enumerable.Range(0, (Batch * Length) + 1).Select(_ => random.Next(Vocabulary))];

        (float cpuLoss, float torchLoss) = (0, 0);
        double[] cpuMedians = new double[runs], torchMedians = new double[runs];
        for (int run = -1; run < runs; run++)
        {
            // The first of the two in every other run; run -1 warms up.
            for (int turn = 0; turn < 2; turn++)
            {
                bool isCpu = ((run + turn) & 1) == 0;
                double median = Median(run < 0 ? WarmUp : steps, isCpu ? cpu : libtorch, ids, out float loss);
                (isCpu ? ref cpuLoss : ref torchLoss) = loss;
                if (run >= 0) (isCpu ? cpuMedians : torchMedians)[run] = median;
            }
        }

        double ours = Middle(cpuMedians), theirs = Middle(torchMedians);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"case":"chargpt.step","threads":{{threads}},"runs":{{runs}},"steps":{{steps}},"cpu_ms":{{ours:0.000}},"libtorch_ms":{{theirs:0.000}},"ratio":{{ours / theirs:0.000}},"ratio_of_runs":[{{string.Join(',', cpuMedians.Zip(torchMedians, (a, b) => (a / b).ToString("0.000", CultureInfo.InvariantCulture)))}}],"cpu_loss":{{cpuLoss:0.0000}},"libtorch_loss":{{torchLoss:0.0000}}}
            """);
    }

    private static double Median(int steps, Trainer<int, int> trainer, int[] ids, out float loss)
    {
        double[] times = new double[steps];
        loss = 0;
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            loss = trainer.Step(new(ids[..^1], [Batch, Length]), new(ids[1..], [Batch, Length]));
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Middle(times);
    }

    private static double Middle(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

using System;
using System.Diagnostics;
using System.Linq;
using TorchSharp;

namespace TorchTrainingSample;

/// <summary>Step time of the emitted module beside that of a hand-written one: same parameters, same batch, steps in turn, each first every other time.</summary>
internal static class StepTime
{
    public static void Compare(int threads, int steps)
    {
        torch.set_num_threads(threads);
        using HandWritten hand = new();
        using SmallGpt.Torch emitted = new(seed: 1);
        using (torch.no_grad())
        {
            foreach (var (to, from) in hand.parameters().Zip(emitted.parameters()))
            {
                to.copy_(from);
            }
        }

        using var handAdam = torch.optim.AdamW(hand.parameters(), lr: 1e-3, weight_decay: 0.1);
        using var emittedAdam = torch.optim.AdamW(emitted.parameters(), lr: 1e-3, weight_decay: 0.1);
        Random random = new(1);
        using torch.Tensor ids = Ids(random);
        using torch.Tensor targets = Ids(random);

        const int WarmUp = 5;
        double[] handTimes = new double[steps];
        double[] emittedTimes = new double[steps];
        (float handLoss, float emittedLoss) = (0, 0);
        for (int i = -WarmUp; i < steps; i++)
        {
            for (int turn = 0; turn < 2; turn++)
            {
                bool byHand = ((i + turn) & 1) == 0;
                long start = Stopwatch.GetTimestamp();
                if (byHand)
                {
                    handLoss = hand.TrainingStep(ids, targets, handAdam);
                }
                else
                {
                    emittedLoss = emitted.TrainingStep(ids, targets, emittedAdam);
                }

                if (i >= 0)
                {
                    (byHand ? handTimes : emittedTimes)[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            }
        }

        (double handMedian, double emittedMedian) = (Median(handTimes), Median(emittedTimes));
        Console.WriteLine(
            $"{threads} threads, {steps} steps each: emitted {emittedMedian:0.00} ms, by hand {handMedian:0.00} ms, ratio {emittedMedian / handMedian:0.000} " +
            $"(least {emittedTimes.Min():0.00}, {handTimes.Min():0.00}; last losses {emittedLoss:0.00000}, {handLoss:0.00000})");
    }

    private static torch.Tensor Ids(Random random)
    {
        int[] ids = [.. Enumerable.Range(0, 8 * 128).Select(_ => random.Next(512))];
        using torch.Tensor narrow = torch.tensor(ids, new long[] { 8, 128 });
        return narrow.to(torch.ScalarType.Int64);
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

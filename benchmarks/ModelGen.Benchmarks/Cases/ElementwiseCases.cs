using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>elementwise-chain-64x4096</c>: a chain of five activations on 64 rows of 4096, light or heavy functions, forward and backward, each in turn with one pass over the same memory: a copy (forward),
/// a sum of two buffers (backward). <c>GbPerS</c> is the chain's, <c>MemoryGbPerS</c> the plain pass's.
/// </summary>
internal sealed class ElementwiseCases : ICaseFamily
{
    private const int Rows = 64;
    private const int Width = 4096;
    private const int Count = Rows * Width;

    public IEnumerable<string> Names => ["elementwise-chain-64x4096.light", "elementwise-chain-64x4096.light-backward", "elementwise-chain-64x4096.heavy", "elementwise-chain-64x4096.heavy-backward"];

    public ICase? Find(string name) => name switch
    {
        "elementwise-chain-64x4096.light" => new Beside(name, Forward(() => new LightChain().Predict), Copy, 2),
        "elementwise-chain-64x4096.heavy" => new Beside(name, Forward(() => new HeavyChain().Predict), Copy, 2),
        "elementwise-chain-64x4096.light-backward" => new Beside(name, Backward(() => { LightChain model = new(); return (model.Forward, model.Backward); }), Add, 3),
        "elementwise-chain-64x4096.heavy-backward" => new Beside(name, Backward(() => { HeavyChain model = new(); return (model.Forward, model.Backward); }), Add, 3),
        _ => null,
    };

    private delegate void PredictCall(ReadOnlyTensorSpan<float> input, TensorSpan<float> output);

    private delegate ReadOnlyTensorSpan<float> ForwardCall(Workspace workspace, ReadOnlyTensorSpan<float> input);

    private delegate void BackwardCall(Workspace workspace, ReadOnlyTensorSpan<float> outputGradient, TensorSpan<float> inputGradient);

    private static Func<ThreadTeam, AlignedBuffer, AlignedBuffer, AlignedBuffer, Action> Forward(Func<PredictCall> model) => (_, x, _, y) =>
    {
        PredictCall predict = model();
        return () => predict(new ReadOnlyTensorSpan<float>(x.Span, [Rows, Width]), new TensorSpan<float>(y.Span, [Rows, Width]));
    };

    private static Func<ThreadTeam, AlignedBuffer, AlignedBuffer, AlignedBuffer, Action> Backward(Func<(ForwardCall Forward, BackwardCall Backward)> model) => (_, x, dy, dx) =>
    {
        (ForwardCall forward, BackwardCall backward) = model();
        Workspace workspace = new();
        forward(workspace, new ReadOnlyTensorSpan<float>(x.Span, [Rows, Width]));
        return () => backward(workspace, new ReadOnlyTensorSpan<float>(dy.Span, [Rows, Width]), new TensorSpan<float>(dx.Span, [Rows, Width]));
    };

    private static Action Copy(ThreadTeam team, AlignedBuffer a, AlignedBuffer b, AlignedBuffer y) => () => ElementwiseKernels.Copy(team, a.Span, y.Span, Count);

    private static Action Add(ThreadTeam team, AlignedBuffer a, AlignedBuffer b, AlignedBuffer y) => () => ElementwiseKernels.Add(team, a.Span, b.Span, y.Span, Count);

    /// <summary>Two calls in turn, over buffers that no cache of a core keeps from one call to the next.</summary>
    private sealed class Beside(
        string name,
        Func<ThreadTeam, AlignedBuffer, AlignedBuffer, AlignedBuffer, Action> chain,
        Func<ThreadTeam, AlignedBuffer, AlignedBuffer, AlignedBuffer, Action> pass,
        int buffers) : ICase
    {
        public Measurement Measure(int threads, int repetitions)
        {
            using ThreadTeam team = new(threads);
            ThreadTeam.Shared = team;
            AlignedBuffer x = Operands.Random(Count, 1), dy = Operands.Random(Count, 2), y = new(Count);
            Action[] calls = [chain(team, x, dy, y), pass(team, x, dy, y)];
            int count = repetitions > 0 ? repetitions : 3000;
            double[][] times = [new double[count], new double[count]];
            for (int i = -1000; i < count; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    long begin = System.Diagnostics.Stopwatch.GetTimestamp();
                    calls[j]();
                    double time = (System.Diagnostics.Stopwatch.GetTimestamp() - begin) * (1000.0 / System.Diagnostics.Stopwatch.Frequency);
                    if (i >= 0)
                    {
                        times[j][i] = time;
                    }
                }

                if (i == -500)
                {
                    System.Threading.Thread.Sleep(150);
                }
            }

            Array.ForEach(times, Array.Sort);
            (double median, double plain) = (times[0][count / 2], times[1][count / 2]);
            double bytes = 4.0 * buffers * Count;
            return new Measurement(name, threads, Math.Round(median, 5), Math.Round(times[0][0], 5), null, 0, null, Math.Round(bytes / median / 1e6, 1), Math.Round(bytes / plain / 1e6, 1));
        }
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.Data;
using ModelGen.Runtime.Tests.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Data;

public sealed class PrefetchTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void BatchesAndPositionsAreTheSources(int depth)
    {
        TensorDataset<float, int> plain = ToyData.Make(37, batch: 8);
        using PrefetchSource<float, int> ahead = new(ToyData.Make(37, batch: 8), depth);
        Batch<float, int> expected = new(), found = new();
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(plain.Next(expected), ahead.Next(found));
            Assert.Equal(plain.Position, ahead.Position);
            Assert.Equal(expected.Target.ToArray(), found.Target.ToArray());
            Assert.Equal(expected.Input.ToArray(), found.Input.ToArray());
        }
    }

    [Fact]
    public void APositionMayBeSetAtAnyTime()
    {
        TensorDataset<float, int> plain = ToyData.Make(37, batch: 8);
        using PrefetchSource<float, int> ahead = new(ToyData.Make(37, batch: 8), 2);
        Batch<float, int> expected = new(), found = new();
        for (int i = 0; i < 200; i++)
        {
            DataPosition position = new((ulong)(i % 3), i % 11);
            plain.Position = position;
            ahead.Position = position;
            for (int j = 0; j < i % 4; j++)
            {
                Assert.Equal(plain.Next(expected), ahead.Next(found));
                Assert.Equal(expected.Target.ToArray(), found.Target.ToArray());
            }
        }
    }

    [Fact]
    public void AnErrorComesWhereItsBatchWouldAndStays()
    {
        using PrefetchSource<float, int> ahead = new(new FailsAt(3), 4);
        Batch<float, int> batch = new();
        for (int i = 0; i < 3; i++) Assert.True(ahead.Next(batch));
        for (int i = 0; i < 3; i++) Assert.Equal("batch 3 is lost", Assert.Throws<InvalidOperationException>(() => ahead.Next(batch)).Message);
        ahead.Position = new DataPosition(0, 0);
        Assert.True(ahead.Next(batch));
        Assert.Equal([0], batch.Target.ToArray());
    }

    [Fact]
    public async Task DisposeEndsAWaitingCall()
    {
        using ManualResetEventSlim gate = new();
        PrefetchSource<float, int> ahead = new(new Waits(gate), 2);
        Task<bool> waiting = Task.Run(() => ahead.Next(new Batch<float, int>()));
        Task disposing = Task.Run(ahead.Dispose);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(s_patience));
        gate.Set();
        await disposing.WaitAsync(s_patience);
        Assert.Throws<ObjectDisposedException>(() => ahead.Next(new Batch<float, int>()));
        ahead.Dispose();
    }

    [Fact]
    public async Task DisposingAFullPipelineDoesNotHang()
    {
        for (int i = 0; i < 50; i++)
        {
            PrefetchSource<float, int> ahead = new(ToyData.Make(16), 1);
            if (i % 2 == 0) ahead.Next(new Batch<float, int>());
            await Task.Run(ahead.Dispose).WaitAsync(s_patience);
        }
    }

    [Fact]
    public void TrainingIsTheSame()
    {
        List<float[]> weights = [];
        foreach (bool prefetches in new[] { false, true })
        {
            ReferenceMlp model = new();
            ModelGen.Training.Trainer<float, int> trainer = new(model, new ModelGen.Training.Adam(model.Store));
            TensorDataset<float, int> data = ToyData.Make(37, batch: 8);
            using PrefetchSource<float, int>? ahead = prefetches ? new PrefetchSource<float, int>(data) : null;
            trainer.Fit((IDataSource<float, int>?)ahead ?? data, new ModelGen.Training.FitOptions<float, int> { Steps = 12 });
            weights.Add(model.Store.Values.ToArray());
        }

        Assert.Equal(weights[0], weights[1]);
    }

    private sealed class FailsAt(long call) : IDataSource<float, int>
    {
        public DataPosition Position { get; set; }

        public bool Next(Batch<float, int> batch)
        {
            if (Position.Calls == call) throw new InvalidOperationException($"batch {call} is lost");
            batch.Resize([1, 1], [1]);
            batch.Target[0] = (int)Position.Calls;
            Position = Position with { Calls = Position.Calls + 1 };
            return true;
        }
    }

    private sealed class Waits(ManualResetEventSlim gate) : IDataSource<float, int>
    {
        public DataPosition Position { get; set; }

        public bool Next(Batch<float, int> batch)
        {
            gate.Wait();
            return false;
        }
    }
}

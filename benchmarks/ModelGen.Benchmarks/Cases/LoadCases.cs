using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Weights;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>load.f32</c>, <c>load.bf16</c>, <c>load.f16</c>: a weight file of 500 MB into float parameters, as a model's constructor reads it, in turn with <c>File.ReadAllBytes</c> of the same file (<c>ReadMs</c>) and with reading it
/// through one buffer, where no memory is new (<c>StreamMs</c>). Before each call all memory is given back to the system. The file is in the system's cache.
/// </summary>
internal sealed class LoadCases : ICaseFamily
{
    private const int FileBytes = 500_000_000;
    private const int Rows = 2048;
    private const int Columns = 2048;

    private static readonly Dictionary<string, SafeTensorType> s_types = new() { ["load.f32"] = SafeTensorType.F32, ["load.bf16"] = SafeTensorType.BF16, ["load.f16"] = SafeTensorType.F16 };

    public IEnumerable<string> Names => s_types.Keys;

    public ICase? Find(string name) => s_types.TryGetValue(name, out SafeTensorType type) ? new Loading(name, type) : null;

    private sealed class Loading(string name, SafeTensorType type) : ICase
    {
        private readonly int _count = FileBytes / (type == SafeTensorType.F32 ? 4 : 2) / (Rows * Columns);

        public Measurement Measure(int threads, int repetitions)
        {
            string path = Path.GetTempFileName();
            try
            {
                Write(path);
                byte[] buffer = new byte[1 << 20];
                Action[] calls = [() => Load(path), () => File.ReadAllBytes(path), () => Stream(path, buffer)];
                double[][] times = [.. calls.Select(_ => new double[repetitions > 0 ? repetitions : 9])];
                for (int i = -2; i < times[0].Length; i++)
                {
                    for (int j = 0; j < calls.Length; j++)
                    {
                        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                        long begin = Stopwatch.GetTimestamp();
                        calls[j]();
                        if (i >= 0) times[j][i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
                    }
                }

                Array.ForEach(times, Array.Sort);
                double[] medians = [.. times.Select(own => Math.Round(own[own.Length / 2], 2))];
                return new(name, Environment.ProcessorCount, medians[0], Math.Round(times[0][0], 2), null, 0, null, Math.Round(new FileInfo(path).Length / medians[0] / 1e6, 1)) { ReadMs = medians[1], StreamMs = medians[2] };
            }
            finally
            {
                File.Delete(path);
            }
        }

        private void Write(string path)
        {
            float[] noise = new float[Rows * Columns];
            for (int i = 0; i < noise.Length; i++) noise[i] = 0.02f * CounterRandom.Normal(3, (ulong)i);
            SafeTensorsWriter writer = new();
            for (int i = 0; i < _count; i++) writer.Add($"layers.{i}.weight", [Rows, Columns], () => noise, type);
            writer.Save(path);
        }

        private void Load(string path)
        {
            ParameterStore store = new((long)_count * Rows * Columns, 1, draws: false);
            for (int i = 0; i < _count; i++) store.Add($"layers.{i}.weight", Initializer.Zeros, [Rows, Columns]);
            WeightFile.Load(store, path);
        }

        private static void Stream(string path, byte[] buffer)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            while (file.Read(buffer) > 0)
            {
            }
        }
    }
}

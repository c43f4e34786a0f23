using System;
using System.Diagnostics;
using System.Linq;
using LLama;
using LLama.Common;
using LLama.Native;

namespace ModelGen.Llama.Benchmarks;

/// <summary>llama.cpp through LLamaSharp, with its defaults: keys and values of 16 bits, flash attention where it chooses so, weights mapped or packed anew as it likes.</summary>
internal sealed class TheirLlama : ILlama, IDisposable
{
    private readonly LLamaWeights _weights;
    private readonly LLamaContext _context;
    private readonly LLamaBatch _batch = new();
    private int _position;

    public TheirLlama(string path, int threads)
    {
        NativeLibraryConfig.All.WithLogCallback((level, message) =>
        {
            if (level >= LLamaLogLevel.Error) Console.Error.Write(message);
        });
        ModelParams parameters = new(path) { ContextSize = Sizes.Context, Threads = threads, BatchThreads = threads, GpuLayerCount = 0, BatchSize = 512, UBatchSize = 512 };
        _weights = LLamaWeights.LoadFromFile(parameters);
        _context = _weights.CreateContext(parameters);
    }

    /// <summary>The folder of the binary that computes, which is named after its instruction set.</summary>
    public static string Binary
    {
        get
        {
            using Process own = Process.GetCurrentProcess();
            string? file = own.Modules.Cast<ProcessModule>().Select(module => module.FileName).FirstOrDefault(name => name.Contains("ggml-cpu", StringComparison.Ordinal));
            return file is null ? "unknown" : string.Join('/', file.Split('/', '\\')[^2..]);
        }
    }

    public ReadOnlySpan<float> Append(ReadOnlySpan<int> tokens)
    {
        _batch.Clear();
        int last = -1;
        for (int i = 0; i < tokens.Length; i++) last = _batch.Add(tokens[i], _position++, LLamaSeqId.Zero, i == tokens.Length - 1);
        DecodeResult result = _context.Decode(_batch);
        return result == DecodeResult.Ok ? _context.NativeHandle.GetLogitsIth(last) : throw new InvalidOperationException($"llama.cpp says {result}");
    }

    public void Reset()
    {
        _context.NativeHandle.MemoryClear();
        _position = 0;
    }

    public void Dispose()
    {
        _context.Dispose();
        _weights.Dispose();
    }
}

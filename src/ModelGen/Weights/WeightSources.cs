using System;
using System.Buffers.Binary;
using System.IO;
using ModelGen.Weights.Gguf;
using ModelGen.Weights.Onnx;

namespace ModelGen.Weights;

/// <summary>Opens what a path names: a safetensors, GGUF or ONNX file, the index of several, or the folder of a checkpoint.</summary>
internal static class WeightSources
{
    private const string Whole = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    /// <exception cref="FileNotFoundException">There is no such file, or no weights in the folder.</exception>
    /// <exception cref="WeightFormatException">What is there is damaged.</exception>
    public static IWeightSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            string index = Path.Combine(path, Index), whole = Path.Combine(path, Whole);
            path = File.Exists(index) ? index : File.Exists(whole) ? whole
                : throw new FileNotFoundException($"The folder '{Text.Path(path)}' has neither {Index} nor {Whole}: name the file, or download the checkpoint's weights as safetensors", whole);
        }

        if (IsGguf(path)) return GgufReader.Open(path);
        if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && File.Exists(path) && RegularFile.HasContent(path)) return OnnxReader.Open(path);
        return path.EndsWith(".index.json", StringComparison.Ordinal) && File.Exists(path) ? ShardedWeights.Open(path) : SafeTensorsReader.Open(path);
    }

    // By its first bytes: names lie.
    private static bool IsGguf(string path)
    {
        if (!File.Exists(path) || !RegularFile.HasContent(path)) return false;
        using FileStream file = RegularFile.OpenRead(path, bufferSize: 0);
        Span<byte> magic = stackalloc byte[8];
        return file.ReadAtLeast(magic, 8, throwOnEndOfStream: false) == 8 && BinaryPrimitives.ReadUInt32LittleEndian(magic) == GgufHeader.Magic;
    }
}

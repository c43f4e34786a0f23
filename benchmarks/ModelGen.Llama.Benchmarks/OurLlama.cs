using System;
using ModelGen.Decoding;
using ModelGen.Weights;

namespace ModelGen.Llama.Benchmarks;

/// <summary>The CPU target.</summary>
internal sealed class OurLlama(TokenDecoder decoder) : ILlama
{
    public static OurLlama Load(string path, GgufType type) => new(type == GgufType.Q8_0 ? new Int8Llama(path).CreateDecoder() : new Int4Llama(path).CreateDecoder());

    /// <summary>The floats that the file's numbers stand for.</summary>
    public static OurLlama LoadFloats(string path) => new(new FloatLlama(path).CreateDecoder());

    public ReadOnlySpan<float> Append(ReadOnlySpan<int> tokens) => decoder.Append(tokens);

    public void Reset() => decoder.Reset();
}

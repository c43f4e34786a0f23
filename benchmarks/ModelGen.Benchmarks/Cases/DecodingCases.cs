using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Decoding;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>decode-15m</c>, <c>decode-110m</c>: 128 tokens of one stream, greedy, with a key-value cache. The rate in GB/s counts the
/// weights alone, which every token reads once.
/// </summary>
internal sealed class DecodingCases : ICaseFamily
{
    private const int Tokens = 128;

    public IEnumerable<string> Names => ["decode-15m", "decode-110m"];

    public ICase? Find(string name) => name switch
    {
        "decode-15m" => Decode<Llama15M>(name, () => new Llama15M().CreateDecoder()),
        "decode-110m" => Decode<Llama110M>(name, () => new Llama110M().CreateDecoder()),
        _ => null,
    };

    private static TimedCase Decode<TModel>(string name, Func<TokenDecoder> create)
        where TModel : IModel => new(name, team =>
    {
        ThreadTeam.Shared = team;
        TokenDecoder decoder = create();
        return () =>
        {
            decoder.Reset();
            int token = 1;
            for (int i = 0; i < Tokens; i++)
            {
                token = TensorPrimitives.IndexOfMax(decoder.Append([token]));
            }
        };
    })
    {
        Tokens = Tokens,
        // The head is tied to the embedding: its table is read as the head.
        Bytes = 4.0 * TModel.Info.Parameters * Tokens,
        BesideMemory = true,
    };
}

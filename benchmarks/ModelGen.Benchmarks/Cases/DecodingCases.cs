using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Decoding;
using ModelGen.Quantization;

namespace ModelGen.Benchmarks.Cases;

using Weights = ModelGen.Quantization.Weights;

/// <summary>
/// <c>decode-15m</c>, <c>decode-110m</c>, and with <c>-bf16</c>, <c>-int8</c>, <c>-int4</c> behind them: 128 tokens of one stream, greedy, with a key-value cache. The rate in GB/s counts the
/// weights alone, which every token reads once.
/// </summary>
internal sealed class DecodingCases : ICaseFamily
{
    private const int Tokens = 128;

    public IEnumerable<string> Names => [.. SmallWeights.Names.SelectMany(weights => new[] { "decode-15m" + weights, "decode-110m" + weights })];

    public ICase? Find(string name)
    {
        (string plain, Weights weights) = SmallWeights.Split(name);
        return plain switch
        {
            "decode-15m" => Decode(name, () => new Llama15M(), model => model.CreateDecoder(), weights),
            "decode-110m" => Decode(name, () => new Llama110M(), model => model.CreateDecoder(), weights),
            _ => null,
        };
    }

    private static TimedCase Decode<TModel>(string name, Func<TModel> create, Func<TModel, TokenDecoder> decode, Weights weights)
        where TModel : IModel => new(name, team =>
    {
        ThreadTeam.Shared = team;
        TModel model = create();
        if (weights != Weights.Float32) Quantizer.Quantize(model, weights);
        TokenDecoder decoder = decode(model);
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
        Bytes = SmallWeights.Bytes(weights) * TModel.Info.Parameters * Tokens,
        BesideMemory = true,
    };
}

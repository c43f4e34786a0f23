using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Decoding;
using ModelGen.Quantization;

namespace ModelGen.Benchmarks.Cases;

using Weights = ModelGen.Quantization.Weights;

/// <summary><c>prefill-110m</c>, and with <c>-bf16</c>, <c>-int8</c>, <c>-int4</c> behind it: a prompt of 512 tokens into a decoder's cache at once.</summary>
internal sealed class PrefillCases : ICaseFamily
{
    private const int Tokens = 512;

    public IEnumerable<string> Names => [.. SmallWeights.Names.Select(weights => "prefill-110m" + weights)];

    public ICase? Find(string name)
    {
        (string plain, Weights weights) = SmallWeights.Split(name);
        return plain == "prefill-110m" ? Prefill(name, weights) : null;
    }

    private static TimedCase Prefill(string name, Weights weights) => new(name, team =>
    {
        ThreadTeam.Shared = team;
        Llama110M model = new();
        if (weights != Weights.Float32) Quantizer.Quantize(model, weights);
        TokenDecoder decoder = model.CreateDecoder();
        int[] prompt = [.. Enumerable.Range(0, Tokens).Select(i => i * 37 % decoder.Vocabulary)];
        return () =>
        {
            decoder.Reset();
            decoder.Append(prompt);
        };
    })
    {
        Tokens = Tokens,
    };
}

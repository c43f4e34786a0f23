using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Text.Json;
using ModelGen.Quantization;
using ModelGen.Runtime.Tests;
using ModelGen.Weights;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Models.Tests.Pretrained;

[Pretrained("../golden/tinyllama_1b.config.json", Context = 64)]
public partial class LargeLlama;

[Pretrained("../golden/tinyllama_1b.config.json", Context = 64), Quantize(Quantization.Weights.BFloat16)]
public partial class LargeSmallLlama;

/// <summary>A folder of 1.1 thousand million parameters, BF16 in three shards: what loading it takes at its peak. With <c>MODELGEN_LONG=1</c>, by itself: 2.2 GB on the disk, 4.4 in memory.</summary>
public sealed class LargeFolderTests(ITestOutputHelper output) : IDisposable
{
    private const int Layers = 22;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-large-");

    [OnRequestFact("MODELGEN_LONG", "a folder of 2.2 GB, 4.4 GB of memory")]
    public void ThePeakIsThatOfTheParametersKept()
    {
        Assert.True(File.Exists("/proc/self/clear_refs"), "only Linux says what a process had at its peak");
        Write();
        Check("BF16", 2 * LargeLlama.Info.Parameters, () =>
        {
            LargeSmallLlama model = new(_folder.FullName);
            return (model.Store, model.Predict(new ReadOnlyTensorSpan<int>([1, 5, 7, 2], [1, 4])));
        });
        Check("F32", 4 * LargeLlama.Info.Parameters, () =>
        {
            LargeLlama model = new(_folder.FullName);
            return (model.Store, model.Predict(new ReadOnlyTensorSpan<int>([1, 5, 7, 2], [1, 4])));
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Check(string kind, long kept, Func<(ParameterStore Store, Tensor<float> Logits)> load)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak is counted from here
        long before = Status("VmRSS");
        System.Diagnostics.Stopwatch clock = System.Diagnostics.Stopwatch.StartNew();
        (ParameterStore store, Tensor<float> logits) = load();
        long peak = Status("VmHWM");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: peak {peak / 1e9:0.00} GB of which {before / 1e9:0.00} were there before, {kept / 1e9:0.00} GB of parameters, {(double)peak / kept:0.000}; {clock.Elapsed.TotalSeconds:0.0} s with a prediction"));
        Assert.InRange(peak, kept, 1.1 * kept);
        Assert.False(store.HasGradients);
        Assert.All(logits.Take(1000), value => Assert.True(float.IsFinite(value)));
        GC.KeepAlive(store);
    }

    private static long Status(string field) =>
        1024 * long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(field + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);

    private void Write()
    {
        Dictionary<string, string> map = [];
        float[] noise = new float[32000 * 2048];
        for (int i = 0; i < noise.Length; i++) noise[i] = 0.02f * Cpu.CounterRandom.Normal(3, (ulong)i);
        float[] ones = [.. Enumerable.Repeat(1f, 2048)];
        for (int shard = 1; shard <= 3; shard++)
        {
            string file = $"model-0000{shard}-of-00003.safetensors";
            SafeTensorsWriter writer = new();
            foreach ((string name, int[] shape) in Tensors().Where((_, i) => (i * 3 / 201) + 1 == shard))
            {
                int count = shape.Aggregate(1, (a, b) => a * b);
                writer.Add(name, shape, () => shape.Length == 1 ? ones : noise.AsSpan(0, count), SafeTensorType.BF16);
                map.Add(name, file);
            }

            writer.Save(Path.Combine(_folder.FullName, file));
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "model.safetensors.index.json"), JsonSerializer.Serialize(new { metadata = new { total_size = 2 * LargeLlama.Info.Parameters }, weight_map = map }));
    }

    private static IEnumerable<(string Name, int[] Shape)> Tensors()
    {
        yield return ("model.embed_tokens.weight", [32000, 2048]);
        for (int i = 0; i < Layers; i++)
        {
            string at = $"model.layers.{i}.";
            yield return (at + "input_layernorm.weight", [2048]);
            yield return (at + "self_attn.q_proj.weight", [2048, 2048]);
            yield return (at + "self_attn.k_proj.weight", [256, 2048]);
            yield return (at + "self_attn.v_proj.weight", [256, 2048]);
            yield return (at + "self_attn.o_proj.weight", [2048, 2048]);
            yield return (at + "post_attention_layernorm.weight", [2048]);
            yield return (at + "mlp.gate_proj.weight", [5632, 2048]);
            yield return (at + "mlp.up_proj.weight", [5632, 2048]);
            yield return (at + "mlp.down_proj.weight", [2048, 5632]);
        }

        yield return ("model.norm.weight", [2048]);
        yield return ("lm_head.weight", [32000, 2048]);
    }
}

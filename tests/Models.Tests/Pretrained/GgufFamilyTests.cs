using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Runtime.Tests;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Models.Tests.Pretrained;

/// <summary>GGUF files of families beside llama: names by llama.cpp's table, and the values of the checkpoint after a way there and back.</summary>
public sealed class GgufFamilyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-gguf-");

    [Fact]
    public void Qwen2() => ThereAndBack(() => new PublishedQwen2(), "qwen2", ["blk.0.attn_q.bias", "blk.1.attn_v.weight", "blk.0.ffn_gate.weight", "token_embd.weight", "output_norm.weight"]);

    [Fact]
    public void Qwen3() => ThereAndBack(() => new PublishedQwen3(), "qwen3", ["blk.0.attn_q_norm.weight", "blk.1.attn_k_norm.weight", "blk.0.attn_output.weight", "blk.1.ffn_down.weight"]);

    [Fact]
    public void Gemma() => ThereAndBack(() => new PublishedGemma(), "gemma", ["blk.0.attn_norm.weight", "blk.0.ffn_norm.weight", "blk.1.ffn_up.weight", "output_norm.weight"]);

    [Fact]
    public void Phi3() => ThereAndBack(() => new PublishedPhi3(), "phi3", ["blk.0.attn_qkv.weight", "blk.1.ffn_up.weight", "blk.1.ffn_down.weight", "output.weight"]);

    public void Dispose() => _folder.Delete(recursive: true);

    private void ThereAndBack<TModel>(Func<TModel> make, string family, string[] names)
        where TModel : IModel
    {
        TModel model = make(), other = make();
        model.Load(Golden.PathOf(family + ".safetensors"));
        string path = Path.Combine(_folder.FullName, family + ".gguf");
        GgufFile.Save(model.Store, path, GgufType.F32, new Dictionary<string, object> { ["general.architecture"] = family });
        string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.All(names, name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.DoesNotContain("model.layers", text, StringComparison.Ordinal);
        other.Load(path);
        foreach ((Parameter expected, Parameter actual) in model.Store.Parameters.Zip(other.Store.Parameters))
        {
            for (int i = 0; i < expected.Count; i++) Assert.True(MathF.Abs(expected.Value[i] - actual.Value[i]) <= 1e-6f, $"{expected.Name}[{i}]: {expected.Value[i]} and {actual.Value[i]}");
        }
    }
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ModelGen.Weights;
using ModelGen.Weights.Gguf;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>GGUF files: blocks by their definition, names and rows of llama, and nothing believed of a file that lies.</summary>
public sealed class GgufTests : IDisposable
{
    private static readonly Dictionary<string, object> s_llama = new()
    {
        ["general.architecture"] = "llama", ["llama.attention.head_count"] = 4, ["llama.attention.head_count_kv"] = 2, ["general.name"] = "tiny", ["x.real"] = 1.5, ["x.truth"] = true,
        ["tokenizer.ggml.tokens"] = new[] { "a", "a longer text", "", "é" }, ["tokenizer.ggml.scores"] = new[] { 0.5f, -1 }, ["tokenizer.ggml.token_type"] = new[] { 1, 2, 3 },
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void BlocksAreWhatTheirDefinitionSays()
    {
        byte[] q8 = new byte[34], q4 = new byte[18];
        BinaryPrimitives.WriteHalfLittleEndian(q8, (Half)0.5f);
        BinaryPrimitives.WriteHalfLittleEndian(q4, (Half)0.25f);
        for (int i = 0; i < 32; i++) q8[2 + i] = (byte)(sbyte)(i - 16);
        for (int i = 0; i < 16; i++) q4[2 + i] = (byte)(i | ((15 - i) << 4));
        float[] values = new float[32];
        GgufElement.Q8.ToSingle(q8, values);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (i - 16) * 0.5f), values);
        GgufElement.Q4.ToSingle(q4, values);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (i < 16 ? i - 8 : 15 - (i - 16) - 8) * 0.25f), values);
    }

    [Theory]
    [InlineData(GgufType.F32, 0)]
    [InlineData(GgufType.F16, 1e-3)]
    [InlineData(GgufType.Q8_0, 2e-2)]
    [InlineData(GgufType.Q4_0, 0.3)]
    public void WhatIsWrittenIsRead(GgufType type, double tolerance)
    {
        ParameterStore store = Store();
        string path = _folder["tiny.gguf"];
        GgufFile.Save(store, path, type, s_llama);
        foreach (bool draws in new[] { true, false })
        {
            ParameterStore other = Store(draws);
            other.Values.Fill(0);
            LoadReport report = WeightFile.Load(other, path);
            Assert.Equal(store.Parameters.Count, report.Loaded.Count);
            for (int i = 0; i < store.Parameters.Count; i++)
            {
                Parameter expected = store.Parameters[i], actual = other.Parameters[i];
                for (int j = 0; j < expected.Count; j++) Assert.True(Math.Abs(expected.Value[j] - actual.Value[j]) <= tolerance * (1 + Math.Abs(expected.Value[j])), $"{expected.Name}[{j}]");
            }
        }
    }

    /// <summary>Rows as llama.cpp's converter turns them: reshape(heads, 2, size / 2).swapaxes(1, 2).</summary>
    [Fact]
    public void NamesAndRowsAreThoseOfLlama()
    {
        ParameterStore store = Store();
        string path = _folder["tiny.gguf"];
        GgufFile.Save(store, path, GgufType.F32, s_llama);
        using FileStream file = File.OpenRead(path);
        GgufHeader header = GgufHeader.Read(file, "x");
        Assert.Equal(["token_embd.weight", "blk.0.attn_q.weight", "blk.0.attn_k.weight", "blk.0.ffn_down.weight", "output_norm.weight", "output.weight"], header.Tensors.Select(tensor => tensor.Name));
        Assert.Equal("llama", header.Architecture);
        Assert.Equal(2, header.Number("attention.head_count_kv"));
        GgufTensor query = header.Tensors[1];
        Parameter parameter = store.Parameters[1];
        byte[] bytes = new byte[query.Bytes];
        file.Position = header.DataStart + query.Offset;
        file.ReadExactly(bytes);
        for (int head = 0; head < 4; head++)
        {
            for (int half = 0; half < 2; half++)
            {
                for (int i = 0; i < 4; i++)
                {
                    int from = (head * 8) + (half * 4) + i, to = (head * 8) + (i * 2) + half;
                    Assert.Equal(parameter.Value[from * 32], BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(to * 32 * 4)));
                }
            }
        }
    }

    [Fact]
    public void PartsOfQuantisedRowsFromAnyPlace()
    {
        ParameterStore store = Store();
        string path = _folder["tiny.gguf"];
        GgufFile.Save(store, path, GgufType.Q8_0, s_llama);
        using GgufReader reader = GgufReader.Open(path);
        foreach (TensorEntry entry in reader.Entries)
        {
            float[] whole = new float[entry.Count];
            reader.Read(entry, whole, 0);
            for (int first = 0; first < whole.Length; first += 37)
            {
                float[] part = new float[Math.Min(45, whole.Length - first)];
                reader.Read(entry, part, first);
                Assert.Equal(whole.AsSpan(first, part.Length).ToArray(), part);
            }
        }
    }

    /// <summary>Every byte of the header changed, every length cut: one clear error, or a file that still says the same.</summary>
    [Fact]
    public void HostileFiles()
    {
        ParameterStore store = Store();
        string path = _folder["tiny.gguf"], wrong = _folder["wrong.gguf"];
        GgufFile.Save(store, path, GgufType.Q8_0, s_llama);
        byte[] bytes = File.ReadAllBytes(path);
        int header = 700;
        for (int i = 4; i < header; i++)
        {
            foreach (byte value in new byte[] { 0, 0xFF, (byte)(bytes[i] ^ 0x80) })
            {
                byte[] other = [.. bytes];
                other[i] = value;
                Try(other);
            }
        }

        for (int length = 8; length < bytes.Length; length += length < header ? 1 : 997) Try(bytes[..length]);

        void Try(byte[] content)
        {
            File.WriteAllBytes(wrong, content);
            try
            {
                WeightFile.Load(store, wrong, LoadOptions.Partial);
            }
            catch (WeightFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Theory]
    [InlineData("version", "it is of version 9, and 2 and 3 are known")]
    [InlineData("tensors", "announces 18446744073709551615 tensors")]
    [InlineData("key", "a key is 9223372036854775807 bytes long")]
    [InlineData("array", "an array is longer than the file")]
    [InlineData("nested", "nest more than 4 deep")]
    [InlineData("type", "has the element type 12, which is not read: quantise the model as Q8_0 or Q4_0")]
    [InlineData("shape", "has a shape whose size overflows")]
    [InlineData("axes", "has 99 axes")]
    [InlineData("beyond", "reaches beyond the file's end")]
    [InlineData("twice", "lists the tensor 'a' twice")]
    public void WhatIsWrongIsSaid(string what, string message)
    {
        MemoryStream file = new();
        using BinaryWriter writer = new(file);
        writer.Write("GGUF"u8);
        writer.Write(what == "version" ? 9u : 3u);
        writer.Write(what == "tensors" ? ulong.MaxValue : what == "twice" ? 2ul : what is "key" or "array" or "nested" ? 0ul : 1ul);
        writer.Write(what is "key" or "array" or "nested" ? 1ul : 0ul);
        if (what == "key") writer.Write((ulong)long.MaxValue);
        if (what is "array" or "nested")
        {
            Name("k");
            writer.Write(9u);
            for (int i = 0; what == "nested" && i < 8; i++)
            {
                writer.Write(9u);
                writer.Write(1ul);
            }

            writer.Write(4u);
            writer.Write(1ul << 61);
        }

        for (int i = 0; i < 2; i++)
        {
            Name("a");
            writer.Write(what == "axes" ? 99u : 2u);
            writer.Write(what == "shape" ? 1ul << 62 : 32ul);
            writer.Write(what == "shape" ? 1ul << 62 : 2ul);
            writer.Write(what == "type" ? 12u : 8u);
            writer.Write(what == "beyond" ? 1ul << 40 : 0ul);
        }

        writer.Write(new byte[200]);
        File.WriteAllBytes(_folder["wrong.gguf"], file.ToArray());
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => WeightFile.Load(Store(), _folder["wrong.gguf"]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);

        void Name(string name)
        {
            writer.Write((ulong)name.Length);
            writer.Write(Encoding.UTF8.GetBytes(name));
        }
    }

    [Fact]
    public void WritingWantsWhatReadersNeed()
    {
        ParameterStore store = Store();
        Assert.Contains("general.architecture", Assert.Throws<ArgumentException>(() => GgufFile.Save(store, _folder["a.gguf"], GgufType.F32, new Dictionary<string, object>())).Message, StringComparison.Ordinal);
        Assert.Contains("llama.attention.head_count", Assert.Throws<ArgumentException>(() => GgufFile.Save(store, _folder["a.gguf"], GgufType.F32, new Dictionary<string, object> { ["general.architecture"] = "llama" })).Message, StringComparison.Ordinal);
        store.Parameters[0].Value[3] = float.NaN;
        Assert.Throws<InvalidOperationException>(() => GgufFile.Save(store, _folder["a.gguf"], GgufType.Q8_0, s_llama));
        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static ParameterStore Store(bool draws = true)
    {
        ParameterStore store = new(20_000, 5, draws: draws);
        store.Add("model.embed_tokens.weight", Initializer.Normal(1), [50, 32]);
        store.Add("model.layers.0.self_attn.q_proj.weight", Initializer.Normal(1), [32, 32]);
        store.Add("model.layers.0.self_attn.k_proj.weight", Initializer.Normal(1), [16, 32]);
        store.Add("model.layers.0.mlp.down_proj.weight", Initializer.Normal(1), [32, 70]); // no whole blocks: F32
        store.Add("model.norm.weight", Initializer.Normal(1), [32]);
        store.Add("lm_head.weight", Initializer.Normal(1), [50, 32]);
        return store;
    }
}

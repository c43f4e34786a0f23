using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>
/// Files of each kind, changed at random where their headers are read: they load, or are refused with the one exception that is documented and one line; nothing is allocated in proportion to what they announce, and no
/// file takes long. MODELGEN_FILE_FUZZ is the number of each, 1,000 where it is not given; MODELGEN_FUZZ_SEED begins where a failure was.
/// </summary>
public sealed class FileMutantTests(ITestOutputHelper output) : IDisposable
{
    // The files have a few thousand bytes. What a reader allocates at once is a buffer or two.
    private const long MostBytes = 24 << 20;

    private static readonly ulong[] s_lies =
    [
        0, 1, 2, 7, 31, 33, 64, 255, 65_536, int.MaxValue - 1UL, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, (1UL << 32) + 8, 1UL << 40, 1UL << 61, 1UL << 62, long.MaxValue - 7UL, long.MaxValue, 1UL << 63, ulong.MaxValue - 31, ulong.MaxValue,
    ];

    private static readonly string[] s_values =
    [
        "null", "true", "0", "1", "-1", "8", "7", "2.5", "1e300", "2147483647", "4294967296", "4611686018427387904", "9223372036854775807", "18446744073709551615", "\"\"", "\"a\"", "\"F32\"", "\"F16\"", "\"BF16\"", "\"I64\"", "\"F4\"", "[]", "{}", "[0]", "[0,8]",
        "[8,0]", "[4294967296,4294967296]", "[9223372036854775807]", "[0,9223372036854775807]", "[1,1,1,1,1,1,1,1]", "[[0]]", "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "{\"shape\":[]}",
        "\"model-2.safetensors\"", "\"../model-1.safetensors\"", "\"/dev/zero\"", "\"model.safetensors.index.json\"", "\"missing.safetensors\"", "\"model-1.safetensors\\u0000\"", "\"C:\\\\x\"", "\"\\u202e\\u001b[31m\"",
    ];

    private readonly TemporaryFolder _folder = new();

    private int Count => Number("MODELGEN_FILE_FUZZ", 1000);

    [Fact]
    public void Gguf()
    {
        string good = _folder["good.gguf"];
        GgufFile.Save(Store(), good, GgufType.Q8_0, new Dictionary<string, object>
        {
            ["general.architecture"] = "llama", ["llama.attention.head_count"] = 4, ["llama.attention.head_count_kv"] = 2, ["general.alignment"] = 32, ["x.real"] = 1.5, ["x.truth"] = true,
            ["tokenizer.ggml.tokens"] = new[] { "a", "a longer text", "", "é" }, ["tokenizer.ggml.scores"] = new[] { 0.5f, -1 }, ["tokenizer.ggml.token_type"] = new[] { 1, 2, 3 },
        });
        byte[] bytes = File.ReadAllBytes(good);
        int header = 700;
        Each(
            random =>
            {
                byte[] changed = [.. bytes];
                for (int i = random.Next(1, 4); i > 0; i--)
                {
                    int at = random.Next(4, header);
                    ulong lie = s_lies[random.Next(s_lies.Length)];
                    switch (random.Next(3))
                    {
                        case 0: BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(at), lie); break;
                        case 1: BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), (uint)lie); break;
                        default: changed[at] = (byte)random.Next(256); break;
                    }
                }

                File.WriteAllBytes(_folder["m.gguf"], random.Next(5) == 0 ? changed[..random.Next(changed.Length)] : changed);
            },
            () => WeightFile.Load(Store(), _folder["m.gguf"], LoadOptions.Partial));
    }

    [Fact]
    public void SafeTensors()
    {
        byte[] bytes = File.ReadAllBytes(Golden.PathOf("dtypes.safetensors"));
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        string json = Encoding.UTF8.GetString(bytes, 8, length);
        JsonMutants mutants = new(s_values);
        Each(
            random =>
            {
                byte[] header = Encoding.UTF8.GetBytes(mutants.Change(json, random));
                byte[] announced = new byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(announced, random.Next(6) == 0 ? s_lies[random.Next(s_lies.Length)] : (ulong)header.Length);
                byte[] data = bytes[(8 + length)..(random.Next(6) == 0 ? random.Next(8 + length, bytes.Length) : bytes.Length)];
                File.WriteAllBytes(_folder["m.safetensors"], [.. announced, .. header, .. data]);
            },
            () =>
            {
                using SafeTensorsReader reader = SafeTensorsReader.Open(_folder["m.safetensors"]);
                foreach (TensorEntry entry in reader.Entries.Where(entry => entry.Type is SafeTensorType.F32 or SafeTensorType.F16 or SafeTensorType.BF16 or SafeTensorType.F64)) reader.ReadFloats(entry);
            });
    }

    [Fact]
    public void AnIndexAndItsShards()
    {
        ParameterStore store = Store();
        foreach ((string file, int skip) in new[] { ("model-1.safetensors", 0), ("model-2.safetensors", 3) })
        {
            ParameterStore part = new(100_000, 1);
            foreach (Parameter parameter in store.Parameters.Skip(skip).Take(3)) part.Add(parameter.Name, Initializer.Ones, [.. parameter.Shape]);
            WeightFile.Save(part, _folder[file]);
        }

        string json = "{\"metadata\": {\"total_size\": 20000}, \"weight_map\": {" + string.Join(", ", store.Parameters.Select((parameter, i) => $"\"{parameter.Name}\": \"model-{(i < 3 ? 1 : 2)}.safetensors\"")) + "}}";
        File.WriteAllText(_folder["model.safetensors.index.json"], json);
        Assert.Equal(6, WeightFile.Load(Store(), Folder).Loaded.Count);
        JsonMutants mutants = new(s_values);
        Each(random => File.WriteAllText(_folder["model.safetensors.index.json"], mutants.Change(json, random)), () => WeightFile.Load(Store(), Folder, LoadOptions.Partial));
    }

    [Fact]
    public void ATokenizersFolder()
    {
        const string Tokenizer = """{"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":3,"content":"<s>","special":true}],"normalizer":{"type":"NFC"},"pre_tokenizer":null,"post_processor":null,"decoder":null,"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}""";
        const string Configuration = """{"model_max_length": 512, "bos_token": {"content": "<s>", "special": true}, "added_tokens_decoder": {"3": {"content": "<s>", "special": true}}, "padding_side": "left", "chat_template": "{{ bos_token }}{% for m in messages %}{{ m.content }}{% endfor %}"}""";
        JsonMutants mutants = new(s_values);
        Each(
            random =>
            {
                bool isConfiguration = random.Next(2) == 0;
                File.WriteAllText(_folder["tokenizer.json"], isConfiguration ? Tokenizer : mutants.Change(Tokenizer, random));
                File.WriteAllText(_folder["tokenizer_config.json"], isConfiguration ? mutants.Change(Configuration, random) : Configuration);
            },
            () =>
            {
                PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(Folder);
                tokenizer.Encode("abba ab");
                if (tokenizer.ChatTemplate is not null) tokenizer.ApplyChatTemplate([new ChatMessage("user", "ab")]);
            });
    }

    public void Dispose() => _folder.Dispose();

    private string Folder => Path.GetDirectoryName(_folder["x"])!;

    private static ParameterStore Store()
    {
        ParameterStore store = new(100_000, 1);
        store.Add("model.embed_tokens.weight", Initializer.Ones, [7, 32]);
        store.Add("model.layers.0.self_attn.q_proj.weight", Initializer.Ones, [32, 32]);
        store.Add("model.layers.0.self_attn.k_proj.weight", Initializer.Ones, [16, 32]);
        store.Add("model.layers.0.mlp.down_proj.weight", Initializer.Ones, [32, 64]);
        store.Add("model.norm.weight", Initializer.Ones, [32]);
        store.Add("lm_head.weight", Initializer.Ones, [7, 32]);
        return store;
    }

    private void Each(Action<Random> write, Action read)
    {
        int first = Number("MODELGEN_FUZZ_SEED", 1), loaded = 0;
        output.WriteLine($"seeds from {first}, {Count} files");
        HashSet<string> messages = [];
        (long Bytes, TimeSpan Took) worst = default;
        for (int seed = first; seed < first + Count; seed++)
        {
            write(new Random(seed));
            for (int attempt = 0; ; attempt++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Stopwatch clock = Stopwatch.StartNew();
                try
                {
                    read();
                    loaded++;
                }
                catch (Exception error) when (error is WeightFormatException or FileNotFoundException or ChatTemplateException or DataFormatException)
                {
                    Assert.DoesNotContain('\n', error.Message);
                    Assert.DoesNotContain('\u001b', error.Message);
                    Assert.InRange(error.Message.Length, 10, 1000);
                    messages.Add(error.Message);
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"seed {seed}: {error.GetType().Name}: {error.Message}", error);
                }

                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                worst = (Math.Max(worst.Bytes, bytes), worst.Took > clock.Elapsed ? worst.Took : clock.Elapsed);
                Assert.True(bytes < MostBytes, $"seed {seed}: {bytes >> 20} MB");
                if (clock.Elapsed < TimeSpan.FromSeconds(1)) break;
                Assert.True(attempt < 2, $"seed {seed} takes {clock.Elapsed}"); // the machine may have been busy
            }
        }

        output.WriteLine($"{loaded} loaded, {messages.Count} different messages; most allocated {worst.Bytes >> 10} KB, longest {worst.Took.TotalMilliseconds:F0} ms");
        Assert.InRange(loaded, 1, Count - 1);
        Assert.True(messages.Count > 5, string.Join("\n", messages));
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>Small files that announce much: what is read of them takes neither time nor memory in proportion to the lie, and fails with one documented line or not at all.</summary>
public sealed class HostileFolderTests : IDisposable
{
    // The texts that a chat template may make on its way are the most.
    private const long MostBytes = 80 << 20;

    private const string Bpe = """{"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,"pre_tokenizer":null,"post_processor":null,"decoder":null,"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}""";

    private readonly TemporaryFolder _folder = new();

    private static readonly Dictionary<string, string> s_tokenizers = new()
    {
        ["an id in the millions"] = Bpe.Replace("\"ab\":2", "\"ab\":4194303", StringComparison.Ordinal),
        ["an id beyond them"] = Bpe.Replace("\"ab\":2", "\"ab\":9223372036854775807", StringComparison.Ordinal),
        ["an added id in the millions"] = Bpe.Replace("\"added_tokens\":[]", "\"added_tokens\":[{\"id\":4194302,\"content\":\"x\",\"special\":true}]", StringComparison.Ordinal),
        ["truncation"] = Bpe.Replace("\"truncation\":null", "\"truncation\":{\"max_length\":9223372036854775807,\"strategy\":\"LongestFirst\",\"stride\":9223372036854775807,\"direction\":\"Right\"}", StringComparison.Ordinal),
        ["padding"] = Bpe.Replace("\"padding\":null", "\"padding\":{\"strategy\":{\"Fixed\":2147483647},\"direction\":\"Right\",\"pad_to_multiple_of\":2147483647,\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"a\"}", StringComparison.Ordinal),
        ["a catastrophic pattern"] = Split("(a+)+$"),
        ["a pattern of choices"] = Split("(a|a)*b|(.*)*c|(\\\\s+\\\\s+)+$"),
        ["a pattern that counts"] = Split("(?:a{1000}){1000}"),
        ["a deep pattern"] = Split(new string('(', 20_000) + "a" + new string(')', 20_000)),
        ["replacements that grow"] = Bpe.Replace("\"normalizer\":null", "\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[" + string.Join(',', Enumerable.Repeat("{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"aaaaaaaaaa\"}", 30)) + "]}", StringComparison.Ordinal),
        ["normalizers in one another"] = Bpe.Replace("\"normalizer\":null", "\"normalizer\":" + Nest("{\"type\":\"Sequence\",\"normalizers\":[", "]}", "{\"type\":\"NFC\"}", 10_000), StringComparison.Ordinal),
        ["a table of characters"] = Bpe.Replace("\"normalizer\":null", "\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"" + Convert.ToBase64String([0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3, 4, 5, 6, 7, 8]) + "\"}", StringComparison.Ordinal),
        ["words without end"] = Bpe.Replace("\"type\":\"BPE\"", "\"type\":\"WordPiece\",\"unk_token\":\"a\",\"continuing_subword_prefix\":\"##\",\"max_input_chars_per_word\":9223372036854775807", StringComparison.Ordinal),
        ["deep"] = new string('[', 200_000),
        ["deeper"] = Nest("{\"model\":", "}", "1", 100_000),
        ["a lone surrogate"] = Bpe.Replace("\"b\"", "\"\\ud800\"", StringComparison.Ordinal),
    };

    public static TheoryData<string> Tokenizers => [.. s_tokenizers.Keys];

    public static TheoryData<string> Indices => [.. s_indices.Keys];

    [Theory]
    [MemberData(nameof(Tokenizers))]
    public void ATokenizer(string what)
    {
        File.WriteAllText(_folder["tokenizer.json"], s_tokenizers[what]);
        Try(what, () =>
        {
            PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(Folder);
            tokenizer.Encode("abba ab" + new string('a', 2000));
            tokenizer.TokenizeBatch(["ab", "b"]);
        });
    }

    [Theory]
    [InlineData("{\"chat_template\": 7}")]
    [InlineData("{\"chat_template\": {\"a\": [[[[]]]]}}")]
    [InlineData("{\"chat_template\": \"{% for a in range(999999) %}{% for b in range(999999) %}{{ a * b }}{% endfor %}{% endfor %}\"}")]
    [InlineData("{\"chat_template\": \"{{ 'ab' * 4611686018427387904 }}\"}")]
    [InlineData("{\"chat_template\": \"{% macro m(n) %}{{ m(n) ~ m(n) }}{% endmacro %}{{ m(1) }}\"}")]
    [InlineData("{\"chat_template\": \"{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}\"}")]
    [InlineData("{\"chat_template\": [{\"name\": \"default\", \"template\": \"{{ messages | tojson(indent=1000000000) }}\"}]}")]
    [InlineData("{\"model_max_length\": 1000000000000000019884624838656, \"chat_template\": \"{{ messages[9223372036854775807].content }}\"}")]
    [InlineData("{\"added_tokens_decoder\": {\"9223372036854775807\": {\"content\": \"x\"}}, \"bos_token\": {\"content\": {\"content\": 1}}, \"chat_template\": \"{{ bos_token }}\"}")]
    public void AConfigurationOfATokenizer(string json)
    {
        File.WriteAllText(_folder["tokenizer.json"], Bpe);
        File.WriteAllText(_folder["tokenizer_config.json"], json);
        Try(json, () => PretrainedTokenizer.Load(Folder).ApplyChatTemplate([new ChatMessage("user", "ab")]));
    }

    [Theory]
    [InlineData("1b 0a ff ff ff ff ff ff ff ff 7f 61")]
    [InlineData("0a ff ff ff ff 07 61 62 63")]
    [InlineData("0a 05 0a 03 61 62 63 12 ff ff ff ff 0f")]
    [InlineData("0a 05 0a 03 61 62 63 1a 06 12 ff ff ff ff 07")]
    [InlineData("0b 0b 0b 0b 0b 0b 0b 0b 0b 0b 0b 0b 0b 0b 0b 0b")]
    public void ASentencePieceModel(string bytes)
    {
        File.WriteAllBytes(_folder["tokenizer.model"], [.. bytes.Split(' ').Select(value => Convert.ToByte(value, 16))]);
        Try(bytes, () => PretrainedTokenizer.Load(Folder).Encode("abc"));
    }

    [Theory]
    [InlineData("tensors")]
    [InlineData("keys")]
    [InlineData("key's length")]
    [InlineData("text's length")]
    [InlineData("list of texts")]
    [InlineData("list of numbers")]
    [InlineData("lists in lists")]
    [InlineData("alignment")]
    [InlineData("tensor's name")]
    [InlineData("tensor's shape")]
    [InlineData("tensor's axes")]
    public void AGgufFile(string lie)
    {
        const ulong Many = 1UL << 62;
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        bool hasTensor = lie.StartsWith("tensor's", StringComparison.Ordinal);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(lie == "tensors" ? Many : hasTensor ? 1UL : 0);
        writer.Write(lie == "keys" ? Many : hasTensor ? 0UL : 1);
        if (hasTensor)
        {
            writer.Write(lie == "tensor's name" ? Many : 1);
            writer.Write((byte)'a');
            uint axes = lie == "tensor's axes" ? uint.MaxValue : 2;
            writer.Write(axes);
            for (int i = 0; i < 2; i++) writer.Write(lie == "tensor's shape" ? 1UL << 31 : 1);
            writer.Write(0u);
            writer.Write(0UL);
        }
        else if (lie is not ("tensors" or "keys"))
        {
            string name = lie == "alignment" ? "general.alignment" : "a";
            writer.Write(lie == "key's length" ? Many : (ulong)name.Length);
            writer.Write(Encoding.ASCII.GetBytes(name));
            writer.Write(lie switch { "text's length" => 8u, "alignment" => 4u, _ => 9u });
            if (lie == "text's length") writer.Write(Many);
            else if (lie == "alignment") writer.Write(uint.MaxValue);
            else if (lie == "lists in lists")
            {
                for (int i = 0; i < 100_000; i++)
                {
                    writer.Write(9u);
                    writer.Write(1UL);
                }
            }
            else
            {
                writer.Write(lie == "list of texts" ? 8u : 6u);
                writer.Write(Many);
            }
        }

        writer.Write(new byte[64]);
        File.WriteAllBytes(_folder["m.gguf"], content.ToArray());
        Try(lie, () => WeightFile.Load(Store(), _folder["m.gguf"], LoadOptions.Partial));
    }

    private static readonly Dictionary<string, string> s_indices = new()
    {
        ["many files"] = "{\"weight_map\": {" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"t{i}\": \"m{i}.safetensors\"")) + "}}",
        ["sizes"] = "{\"metadata\": {\"total_size\": 9223372036854775807, \"total_parameters\": 1e999}, \"weight_map\": {\"a\": \"m.safetensors\"}}",
        ["deep"] = "{\"weight_map\": " + Nest("{\"a\":", "}", "1", 100_000) + "}",
        ["climbs"] = "{\"weight_map\": {\"a\": \"../../../../etc/passwd.safetensors\"}}",
        ["itself"] = "{\"weight_map\": {\"a\": \"model.safetensors.index.json\"}}",
        ["a long name"] = "{\"weight_map\": {\"a\": \"" + new string('m', 1_000_000) + ".safetensors\"}}",
    };

    [Theory]
    [MemberData(nameof(Indices))]
    public void AnIndex(string what)
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], s_indices[what]);
        Try(what, () => WeightFile.Load(Store(), Folder));
    }

    public void Dispose() => _folder.Dispose();

    private string Folder => Path.GetDirectoryName(_folder["x"])!;

    private static ParameterStore Store()
    {
        ParameterStore store = new(100, 1);
        store.Add("a", Initializer.Ones, [4]);
        return store;
    }

    private static void Try(string what, Action action)
    {
        for (int attempt = 0; ; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch clock = Stopwatch.StartNew();
            try
            {
                action();
            }
            catch (Exception error) when (error is WeightFormatException or ChatTemplateException or DataFormatException or FileNotFoundException)
            {
                Assert.DoesNotContain('\n', error.Message);
                Assert.InRange(error.Message.Length, 10, 800);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{what}: {(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MB");
            if (clock.Elapsed < TimeSpan.FromSeconds(3)) return;
            Assert.True(attempt < 2, $"{what} takes {clock.Elapsed}"); // the machine may have been busy
        }
    }

    private static string Split(string pattern) =>
        Bpe.Replace("\"pre_tokenizer\":null", "\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"" + pattern + "\"},\"behavior\":\"Isolated\",\"invert\":false}", StringComparison.Ordinal);

    private static string Nest(string open, string close, string inside, int times) => string.Concat(Enumerable.Repeat(open, times)) + inside + string.Concat(Enumerable.Repeat(close, times));
}

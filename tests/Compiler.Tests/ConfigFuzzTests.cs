using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Presets.Pretrained;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Published configurations with each field made a lie: at most one error, an answer at once, and no memory that grows with the lie.</summary>
public class ConfigFuzzTests
{
    private const long MostBytes = 200 << 20;

    private static readonly string[] s_lies =
    [
        "null", "true", "-1", "0", "1", "3", "7", "0.5", "1e308", "-1e-308", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "\"\"", "\"x\"", "\"gelu\"", "[]", "{}", "[1]", "[\"sliding_attention\"]",
        "{\"rope_type\": \"yarn\", \"factor\": 1e300}", "{\"type\": \"longrope\", \"short_factor\": [0], \"long_factor\": []}", "{\"rope_type\": \"llama3\"}", "{\"rope_type\": \"dynamic\", \"factor\": 2}",
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Snapshot.Repository, "tests", "golden"), "*.config.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void EachFieldLies(string file)
    {
        string text = File.ReadAllText(Path.Combine(Snapshot.Repository, "tests", "golden", file));
        JsonObject config = JsonNode.Parse(text)!.AsObject();
        if (Errors(text).Any(error => error.Message.Contains("model_type", StringComparison.Ordinal))) return; // of a case that is no published family
        Assert.Empty(Errors(text));
        foreach (string field in config.Select(member => member.Key).Concat(["head_dim", "num_key_value_heads", "sliding_window", "layer_types", "rope_scaling", "rope_parameters", "partial_rotary_factor", "query_pre_attn_scalar", "id2label", "surprise"]).Distinct().ToArray())
        {
            foreach (string lie in s_lies) One(With(config, field, JsonNode.Parse(lie)), $"{file}: {field} = {lie}");
            One(Without(config, field), $"{file}: without {field}");
        }
    }

    [Theory]
    [InlineData("{\"a\": ", "}", 100_000)]
    [InlineData("[", "]", 100_000)]
    [InlineData("{\"model_type\": [", "]}", 1)]
    [InlineData("{\"model_type\": \"llama\", \"rope_scaling\": {\"a\": [", "]}}", 50_000)]
    public void DeepAndBroken(string open, string close, int times)
    {
        foreach (string text in new[] { string.Concat(Enumerable.Repeat(open, times)) + "1" + string.Concat(Enumerable.Repeat(close, times)), string.Concat(Enumerable.Repeat(open, times)) }) One(text, open);
    }

    /// <summary>More layers than anybody has published, that are no repetition.</summary>
    [Theory]
    [InlineData("gemma3", "num_hidden_layers", "1024")]
    [InlineData("gemma3", "num_hidden_layers", "4096")]
    [InlineData("gemma2", "num_hidden_layers", "2147483647")]
    [InlineData("qwen2", "num_hidden_layers", "2147483647")]
    [InlineData("resnet18", "blocks", "[500, 500]")]
    [InlineData("resnet18", "blocks", "[5000, 5000]")]
    [InlineData("resnet18", "blocks", "[2147483647, 2147483647]")]
    public void ManyLayers(string file, string field, string lie)
    {
        string text = File.ReadAllText(Path.Combine(Snapshot.Repository, "tests", "golden", file + ".config.json"));
        One(With(JsonNode.Parse(text)!.AsObject(), field, JsonNode.Parse(lie)), $"{file}: {field} = {lie}");
    }

    /// <summary>Bytes of a good file, exchanged and cut.</summary>
    [Fact]
    public void DamagedText()
    {
        string text = File.ReadAllText(Path.Combine(Snapshot.Repository, "tests", "golden", "gemma3.config.json"));
        Random random = new(5);
        for (int i = 0; i < 2000; i++)
        {
            char[] broken = text.ToCharArray();
            for (int n = random.Next(1, 4); n > 0; n--) broken[random.Next(broken.Length)] = "{}[]\",:09-e.\\\0\u202Eé"[random.Next(16)];
            One(new string(broken, 0, random.Next(4) == 0 ? random.Next(broken.Length) : broken.Length), $"round {i}");
        }
    }

    private static void One(string text, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan start = ThreadTime.Now;
        EquatableArray<ModelError> errors = Errors(text);
        TimeSpan time = ThreadTime.Now - start;
        Assert.True(time < TimeSpan.FromSeconds(2), $"{what} took {time} of the processor");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.True(errors.Count <= 1 && errors.All(error => error.Id != ErrorId.Internal), $"{what}: {string.Join("\n", errors.Select(Compiled.Text))}");
        Assert.All(errors, error => Assert.InRange(error.Message.Length, 20, 600));
    }

    private static EquatableArray<ModelError> Errors(string text)
    {
        LayerSpec attribute = new("Pretrained", new(ArgumentSpec.Of("config", "config.json"), ArgumentSpec.Of(ExpandPretrained.Content, text)), new SourceRef("Model", 0));
        return ModelCompiler.Check(new ModelSpec(new TypeSpec("Model", "", "Model", "public"), new(attribute)), new TargetEnvironment());
    }

    private static string With(JsonObject config, string field, JsonNode? value)
    {
        JsonObject copy = JsonNode.Parse(config.ToJsonString())!.AsObject();
        copy[field] = value;
        return copy.ToJsonString();
    }

    private static string Without(JsonObject config, string field)
    {
        JsonObject copy = JsonNode.Parse(config.ToJsonString())!.AsObject();
        copy.Remove(field);
        return copy.ToJsonString();
    }
}

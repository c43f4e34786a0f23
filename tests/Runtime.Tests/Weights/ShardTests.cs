using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>A checkpoint in several files: read as one, and nothing read of what lies.</summary>
public sealed class ShardTests : IDisposable
{
    private const string Index = "model.safetensors.index.json";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(SafeTensorType.F32)]
    [InlineData(SafeTensorType.F16)]
    [InlineData(SafeTensorType.BF16)]
    public void AFolderIsReadAsOneFile(SafeTensorType type)
    {
        ParameterStore store = Store(draws: true);
        string folder = Write(store, type);
        foreach (string path in new[] { folder, Path.Combine(folder, Index) })
        {
            ParameterStore staged = Store(draws: true), direct = Store(draws: false);
            foreach (ParameterStore read in new[] { staged, direct })
            {
                read.Values.Fill(0);
                LoadReport report = WeightFile.Load(read, path);
                Assert.Equal(store.Parameters.Select(parameter => parameter.Name), report.Loaded);
                for (int i = 0; i < store.Parameters.Count; i++) AssertNear(store.Parameters[i], read.Parameters[i], type);
            }
        }
    }

    [Fact]
    public void AFolderOfOneFile()
    {
        ParameterStore store = Store(draws: true), other = Store(draws: false);
        WeightFile.Save(store, _folder["model.safetensors"]);
        WeightFile.Load(other, Path.GetDirectoryName(_folder["model.safetensors"])!);
        for (int i = 0; i < store.Parameters.Count; i++) AssertNear(store.Parameters[i], other.Parameters[i], SafeTensorType.F32);
    }

    [Fact]
    public void AnEmptyFolder()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => WeightFile.Load(Store(draws: true), Path.GetDirectoryName(_folder["x"])!));
        Assert.Contains("has neither model.safetensors.index.json nor model.safetensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingShardIsNamed()
    {
        string folder = Write(Store(draws: true), SafeTensorType.F32);
        File.Delete(Path.Combine(folder, "model-00002-of-00003.safetensors"));
        Refuses(folder, "names 3 files, of which 1 are not in its folder: 'model-00002-of-00003.safetensors'; download them beside it");
    }

    [Fact]
    public void AShardThatIsCutShort()
    {
        string folder = Write(Store(draws: true), SafeTensorType.F32), shard = Path.Combine(folder, "model-00002-of-00003.safetensors");
        byte[] whole = File.ReadAllBytes(shard);
        foreach (int length in new[] { 0, 5, 8, 40, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(shard, whole[..length]);
            Refuses(folder, "model-00002-of-00003.safetensors");
        }
    }

    [Theory]
    [InlineData("../model-00001-of-00003.safetensors")]
    [InlineData("/etc/passwd.safetensors")]
    [InlineData("a/b.safetensors")]
    [InlineData("a\\\\b.safetensors")]
    [InlineData("C:x.safetensors")]
    [InlineData("..safetensors")]
    [InlineData("x.bin")]
    [InlineData("")]
    [InlineData("a\\u0000.safetensors")]
    public void AnIndexThatClimbs(string file)
    {
        string folder = Write(Store(draws: true), SafeTensorType.F32);
        File.WriteAllText(Path.Combine(folder, Index), "{\"weight_map\": {\"a\": \"" + file + "\"}}");
        Refuses(folder, "which is no file of its own folder");
    }

    [Theory]
    [InlineData("[]", "it is not an object")]
    [InlineData("{", "it is not valid JSON")]
    [InlineData("{\"metadata\": {\"total_size\": 9223372036854775808}}", "it has no weight_map")]
    [InlineData("{\"weight_map\": {}}", "it has no weight_map, or an empty one")]
    [InlineData("{\"weight_map\": []}", "its weight_map is not an object")]
    [InlineData("{\"weight_map\": {\"a\": 1}}", "its weight_map is not an object")]
    [InlineData("{\"weight_map\": {\"a\": \"m.safetensors\"}, \"weight_map\": {}}", "it has weight_map twice")]
    [InlineData("{\"weight_map\": {\"a\": \"m.safetensors\", \"a\": \"m.safetensors\"}}", "lists the tensor 'a' twice")]
    [InlineData("{\"weight_map\": {\"a\": \"m.safetensors\"}} x", "it is not valid JSON")]
    public void AnIndexThatIsNone(string json, string message)
    {
        File.WriteAllText(_folder[Index], json);
        Refuses(_folder[Index], message);
    }

    [Fact]
    public void ADeepIndex()
    {
        File.WriteAllText(_folder[Index], "{\"metadata\": " + string.Concat(Enumerable.Repeat("[", 100_000)));
        Refuses(_folder[Index], "it is not valid JSON");
    }

    [Fact]
    public void AnIndexOfAnotherCheckpoint()
    {
        string folder = Write(Store(draws: true), SafeTensorType.F32), index = Path.Combine(folder, Index), text = File.ReadAllText(index);
        File.WriteAllText(index, text.Replace("\"b.weight\"", "\"z.weight\"", StringComparison.Ordinal));
        Refuses(folder, "has the tensor 'b.weight', which");
        File.WriteAllText(index, text.Replace("\"weight_map\":{", "\"weight_map\":{\"extra\":\"model-00001-of-00003.safetensors\",", StringComparison.Ordinal));
        Refuses(folder, "has the tensor 'extra', which it has not: the files belong to different checkpoints");
        File.WriteAllText(index, text.Replace("\"a.weight\":\"model-00001", "\"a.weight\":\"model-00002", StringComparison.Ordinal));
        Refuses(folder, "says is in 'model-00002-of-00003.safetensors'");
    }

    /// <summary>A tied head that the file has again is compared a part at a time, and read in its place where a stream cannot go back.</summary>
    [Fact]
    public void ATiedHeadInAStream()
    {
        ParameterStore store = new(64, 1);
        Parameter table = store.Add("model.embed_tokens.weight", Initializer.Normal(1), [4, 3]);
        float[] values = table.Value.ToArray();
        SafeTensorsWriter writer = new();
        writer.Add("lm_head.weight", [4, 3], () => values);
        writer.Add("model.embed_tokens.weight", [4, 3], () => values);
        MemoryStream file = new();
        writer.Write(file);
        table.Value.Clear();
        WeightFile.Load(store, new ForwardStream(file.ToArray()));
        Assert.Equal(values, table.Value);
    }

    public void Dispose() => _folder.Dispose();

    private void Refuses(string path, string message)
    {
        ParameterStore store = Store(draws: true);
        float[] before = store.Values.ToArray();
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => WeightFile.Load(store, path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, store.Values);
    }

    private static ParameterStore Store(bool draws)
    {
        ParameterStore store = new(3_000_000, 5, draws: draws);
        store.Add("a.weight", Initializer.Normal(1), [1500, 1500]); // more than one part
        store.Add("b.weight", Initializer.Normal(1), [7, 33], transposed: true);
        store.Add("c.weight", Initializer.Normal(1), [21], layout: FileLayout.Less(1));
        store.Add("d.weight", Initializer.Normal(1), [12, 5], layout: FileLayout.ByHead(2));
        store.Add("e.weight", Initializer.Normal(1), [3, 0]);
        return store;
    }

    private string Write(ParameterStore store, SafeTensorType type)
    {
        Dictionary<string, string> map = [];
        for (int shard = 0; shard < 3; shard++)
        {
            SafeTensorsWriter writer = new();
            string name = $"model-0000{shard + 1}-of-00003.safetensors";
            foreach ((Parameter parameter, int i) in store.Parameters.Select((parameter, i) => (parameter, i)).Where(item => item.i % 3 == shard))
            {
                StoredMatrix.Add(writer, parameter.Name, parameter, () => parameter.Value, type);
                map.Add(parameter.Name, name);
            }

            writer.Save(_folder[name]);
        }

        File.WriteAllText(_folder[Index], JsonSerializer.Serialize(new { metadata = new { total_size = 1 }, weight_map = map }));
        return Path.GetDirectoryName(_folder[Index])!;
    }

    private static void AssertNear(Parameter expected, Parameter actual, SafeTensorType type)
    {
        float tolerance = type == SafeTensorType.F32 ? 2e-7f : type == SafeTensorType.F16 ? 1e-3f : 8e-3f;
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(MathF.Abs(expected.Value[i] - actual.Value[i]) <= tolerance * (1 + MathF.Abs(expected.Value[i])), $"{expected.Name}[{i}]");
        }
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ModelGen.Data;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>What stands where a file of a checkpoint is looked for: links as download caches make them, links that lead nowhere, folders, pipes, and texts as editors save them.</summary>
public sealed class HostilePathTests : IDisposable
{
    private const string Bpe = """{"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,"pre_tokenizer":null,"post_processor":null,"decoder":null,"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}""";

    private const string Index = """{"metadata": {"total_size": 16}, "weight_map": {"a": "model-00001-of-00001.safetensors"}}""";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => ["model.safetensors", "model.safetensors.index.json", "model-00001-of-00001.safetensors", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "vocab.json", "merges.txt", "vocab.txt", "tokenizer.model"];

    /// <summary>Files of a cache: each is a link to a blob.</summary>
    [Fact]
    public void LinksAreFollowed()
    {
        Save("blob1");
        File.WriteAllText(_folder["blob2"], Index);
        File.WriteAllText(_folder["blob3"], Bpe);
        File.CreateSymbolicLink(_folder["model-00001-of-00001.safetensors"], "blob1");
        File.CreateSymbolicLink(_folder["model.safetensors.index.json"], "blob2");
        File.CreateSymbolicLink(_folder["tokenizer.json"], "blob3");
        ParameterStore store = Store();
        WeightFile.Load(store, Folder);
        Assert.Equal([1f, 2, 3, 4], store.Parameters[0].Value.ToArray());
        Assert.Equal([2, 1], PretrainedTokenizer.Load(Folder).Encode("abb"));
    }

    /// <summary>The limits are those of what a link leads to.</summary>
    [Theory]
    [InlineData("tokenizer.json", 65L << 20, "larger than 64 MB")]
    [InlineData("model.safetensors.index.json", 120L << 20, "larger than 100000000 bytes")]
    public void ALinkToALargeFile(string name, long length, string message)
    {
        using (FileStream large = File.Create(_folder["large"])) large.SetLength(length);
        File.CreateSymbolicLink(_folder[name], "large");
        long before = GC.GetAllocatedBytesForCurrentThread();
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => Read(name));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task ALinkToItself(string name)
    {
        Complete(name);
        File.CreateSymbolicLink(_folder[name], name);
        await OneError(name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task AFolder(string name)
    {
        Complete(name);
        Directory.CreateDirectory(_folder[name]);
        await OneError(name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task AnEmptyFile(string name)
    {
        Complete(name);
        File.WriteAllBytes(_folder[name], []);
        await OneError(name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task APipe(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        Complete(name);
        using (Process made = Process.Start("mkfifo", [_folder[name]])) await made.WaitForExitAsync();
        await OneError(name);
    }

    /// <summary>As PowerShell and Notepad write them.</summary>
    [Theory]
    [InlineData("tokenizer.json", Bpe)]
    [InlineData("model.safetensors.index.json", Index)]
    [InlineData("tokenizer_config.json", """{"chat_template": "{{ messages[0].content }}"}""")]
    public void MarksOfEncodings(string name, string content)
    {
        Complete(name);
        File.WriteAllBytes(_folder[name], [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(content)]);
        Read(name);
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllBytes(_folder[name], [.. encoding.Preamble, .. encoding.GetBytes(content)]);
            WeightFormatException error = Assert.Throws<WeightFormatException>(() => Read(name));
            Assert.Contains("UTF-16", error.Message, StringComparison.Ordinal);
            Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Folder => Path.GetDirectoryName(_folder["x"])!;

    // All files that the one needs beside it.
    private void Complete(string but)
    {
        Save("model-00001-of-00001.safetensors");
        File.WriteAllText(_folder["model.safetensors.index.json"], Index);
        if (but == "model.safetensors") File.Delete(_folder["model.safetensors.index.json"]);
        if (but is not ("vocab.txt" or "tokenizer.model" or "vocab.json" or "merges.txt")) File.WriteAllText(_folder["tokenizer.json"], Bpe);
        if (but == "merges.txt") File.WriteAllText(_folder["vocab.json"], """{"a": 0, "b": 1, "ab": 2}""");
        if (but == "vocab.json") File.WriteAllText(_folder["merges.txt"], "#version: 0.2\na b\n");
        File.Delete(_folder[but]);
    }

    // What may be left out may also be passed over: a folder in the place of a chat template is none.
    private async Task OneError(string name)
    {
        Task<Exception?> reading = Task.Run(() =>
        {
            try
            {
                Read(name);
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        });
        Assert.Same(reading, await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(60))));
        Exception? found = await reading;
        if (found is null)
        {
            Assert.Contains(name, new[] { "tokenizer_config.json", "chat_template.jinja" });
            return;
        }

        Assert.True(found is WeightFormatException or FileNotFoundException or ChatTemplateException, found.ToString());
        Assert.DoesNotContain('\n', found.Message);
        Assert.InRange(found.Message.Length, 20, 600);
    }

    private void Read(string name)
    {
        if (name.StartsWith("model", StringComparison.Ordinal))
        {
            WeightFile.Load(Store(), Folder);
            return;
        }

        PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(Folder);
        Assert.NotEmpty(tokenizer.Encode("ab"));
    }

    private void Save(string name)
    {
        ParameterStore store = Store();
        new[] { 1f, 2, 3, 4 }.CopyTo(store.Parameters[0].Value);
        WeightFile.Save(store, _folder[name + ".safetensors"]);
        File.Move(_folder[name + ".safetensors"], _folder[name], overwrite: true);
    }

    private static ParameterStore Store()
    {
        ParameterStore store = new(100, 1);
        store.Add("a", Initializer.Ones, [4]);
        return store;
    }
}

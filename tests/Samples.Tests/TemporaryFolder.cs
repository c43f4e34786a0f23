using System;
using System.IO;

namespace ModelGen.Samples.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-samples-");

    public string Path => _folder.FullName;

    public string this[string file] => System.IO.Path.Combine(_folder.FullName, file);

    /// <summary>A text that is long enough, and learnt at once.</summary>
    public string Text()
    {
        File.WriteAllText(this["text.txt"], string.Concat(System.Linq.Enumerable.Repeat("the quick brown fox jumps over the lazy dog.\n", 60)));
        return this["text.txt"];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

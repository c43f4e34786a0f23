using System;
using System.IO;

namespace ModelGen.Samples.Tests;

/// <summary>A folder with the weights of a very short training, made once for all tests of a class; they read it or copy it.</summary>
public sealed class Trained : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Trained() => Training = Sample.CharGpt.Run("train", "--text", _folder.Text(), "--steps", "3", "--folder", Path).Succeeded();

    internal Outcome Training { get; }

    internal string Path => _folder["weights"];

    /// <summary>A copy that a test may damage.</summary>
    internal TemporaryFolder Copy()
    {
        TemporaryFolder copy = new();
        foreach (string file in Directory.GetFiles(Path)) File.Copy(file, copy[System.IO.Path.GetFileName(file)]);
        return copy;
    }

    public void Dispose() => _folder.Dispose();
}

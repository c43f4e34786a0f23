using System;
using System.IO;

namespace ModelGen.Runtime.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-tests-");

    public string[] Files => Array.ConvertAll(_folder.GetFiles(), file => file.Name);

    public string this[string file] => Path.Combine(_folder.FullName, file);

    public void Dispose() => _folder.Delete(recursive: true);
}

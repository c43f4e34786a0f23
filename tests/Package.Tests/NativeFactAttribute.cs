using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A test that compiles a native binary; skipped, with the reason, where there is no linker for it.</summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        bool isLinked = new[] { "clang", "gcc" }.Any(linker => folders.Any(folder => File.Exists(Path.Combine(folder, linker))));
        if (!isLinked && !OperatingSystem.IsWindows()) Skip = "NativeAOT links with clang or gcc, and neither is on PATH";
    }
}

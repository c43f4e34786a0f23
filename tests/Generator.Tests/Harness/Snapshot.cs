using System;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace ModelGen.Tests.Harness;

/// <summary>
/// Text against a file that a reviewer reads, named as the Verify library names it: <c>Class.Test.verified.cs</c> (or <c>.txt</c>) beside the test. A difference
/// leaves <c>Class.Test.received.cs</c> there; if it is right, it becomes the verified file.
/// </summary>
internal static class Snapshot
{
    public static void Match(string actual, string? parameter = null, string extension = "cs", [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        string name = $"{Path.GetFileNameWithoutExtension(file)}.{test}{(parameter is null ? "" : "_" + parameter)}";
        string folder = TestFolder(Path.GetFileName(file));
        string verified = Path.Combine(folder, $"{name}.verified.{extension}");
        string received = Path.Combine(folder, $"{name}.received.{extension}");
        string? expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{(expected is null ? $"No {name}.verified.{extension} yet." : Difference(expected, actual))} See {received}.");
    }

    /// <summary>The repository's folder.</summary>
    public static string Repository
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
    }

    /// <summary>The source folder, found from the running test: a deterministic build maps the compiler's paths away.</summary>
    private static string TestFolder(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.GetFiles("*.csproj").Length > 0)
            {
                string[] found = Directory.GetFiles(folder.FullName, file, SearchOption.AllDirectories);
                return found.Length > 0 ? Path.GetDirectoryName(found[0])! : folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below their project folder.");
    }

    private static string Difference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string? was = i < left.Length ? left[i] : null;
            string? now = i < right.Length ? right[i] : null;
            if (was != now)
            {
                return $"Line {i + 1} was '{was ?? "(end)"}', is '{now ?? "(end)"}'.";
            }
        }

        return "Line ends differ.";
    }
}

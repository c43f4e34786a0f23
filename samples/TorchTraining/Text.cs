using System;
using System.IO;
using System.Linq;

namespace TorchTrainingSample;

/// <summary>The text to learn from: a file, or the repository's own sources and documents. Printable ASCII and the line end are the alphabet.</summary>
internal static class Text
{
    public static int[] Tokens(string? path)
    {
        string text = path is not null ? File.ReadAllText(path) : string.Join('\n', Sources().Select(File.ReadAllText));
        return [.. text.Where(c => c is '\n' or >= ' ' and <= '~').Select(c => c == '\n' ? 95 : c - ' ')];
    }

    private static string[] Sources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln")))
        {
            folder = folder.Parent;
        }

        string root = folder?.FullName ?? throw new InvalidOperationException("Run this inside the repository, or give a text file");
        return [.. Directory.GetFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}

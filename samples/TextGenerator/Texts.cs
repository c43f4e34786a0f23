using System;
using System.IO;
using System.Linq;

namespace TextGeneratorSample;

/// <summary>What to learn from.</summary>
internal static class Texts
{
    /// <summary>A text file, or the documentation of the repository that the program is in.</summary>
    /// <exception cref="FileNotFoundException">There is neither.</exception>
    public static string Load(string? path)
    {
        if (path is not null) return File.ReadAllText(path);
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) folder = folder.Parent;
        if (folder is null) throw new FileNotFoundException("There is no ModelGen.sln above the program, so no documentation to learn from: name a text file with --data");
        string[] pages = [Path.Combine(folder.FullName, "README.md"), .. Directory.GetFiles(Path.Combine(folder.FullName, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return string.Join("\n", pages.Select(File.ReadAllText));
    }
}

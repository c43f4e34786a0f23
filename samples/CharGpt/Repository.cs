using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CharGptSample;

/// <summary>The repository that this sample belongs to, found from where the program or the user is.</summary>
internal static class Repository
{
    private static readonly string[] Kinds = [".cs", ".md"];
    private static readonly string[] LeftOut = ["bin", "obj", "Generated", "TestResults"];

    /// <summary>The folder of ModelGen.sln, or null outside a clone.</summary>
    public static string? Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Directory.GetCurrentDirectory());

    /// <summary>Sources and docs, in an order that no file system can change.</summary>
    public static IEnumerable<string> TextFiles(string root)
    {
        List<string> files = [];
        Collect(new DirectoryInfo(root), files);
        return files.OrderBy(file => Path.GetRelativePath(root, file).Replace('\\', '/'), StringComparer.Ordinal);
    }

    private static void Collect(DirectoryInfo folder, List<string> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.ReparsePoint)) continue;
            if (entry is DirectoryInfo inner)
            {
                if (!LeftOut.Contains(inner.Name)) Collect(inner, files);
            }
            else if (Kinds.Contains(entry.Extension) && !entry.Name.Contains(".verified.", StringComparison.Ordinal))
            {
                files.Add(entry.FullName); // snapshots of generated code repeat one another: they would make the task easier than it is
            }
        }
    }

    private static string? Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) return folder.FullName;
        }

        return null;
    }
}

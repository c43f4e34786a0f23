using System;
using System.IO;

namespace ModelGen;

/// <summary>Opening of files whose paths come from outside: a pipe would keep its reader waiting for ever, a device has no end.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file to read it; others may read, replace and delete it meanwhile.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path, int bufferSize, FileOptions options = FileOptions.None) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize, options);

    /// <summary>Whether a path that exists has bytes in it as a file has. Neither pipes, sockets and devices nor empty files do; opening a pipe to find out would block.</summary>
    public static bool HasContent(string path) => Target(path) is { Exists: true, Length: > 0 };

    /// <summary>The bytes of a file that exists; of a link those of what it leads to, where the system alone would tell the link's own.</summary>
    public static long Length(string path) => Target(path)?.Length ?? 0;

    // A link that leads to itself leads to no file.
    private static FileInfo? Target(string path)
    {
        try
        {
            return new(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether a path is one of the system's devices, which saving must not replace by a file.</summary>
    public static bool IsDevice(string path) => !OperatingSystem.IsWindows() && Path.GetDirectoryName(Path.GetFullPath(path)) == "/dev";
}

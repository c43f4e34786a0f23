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
    public static bool HasContent(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return new FileInfo(target) is { Exists: true, Length: > 0 };
    }

    /// <summary>Whether a path is one of the system's devices, which saving must not replace by a file.</summary>
    public static bool IsDevice(string path) => !OperatingSystem.IsWindows() && Path.GetDirectoryName(Path.GetFullPath(path)) == "/dev";
}

using System;
using System.IO;

namespace ModelGen.Weights;

/// <summary>Replaces a file only when its successor is complete and on the disk.</summary>
/// <remarks>Each writer has a temporary file of its own, so that several may save to one path at once: the last rename wins, and readers see one whole file or the other.</remarks>
internal static class AtomicFile
{
    /// <param name="path">The file to write.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">One line, naming the path; what was there is unchanged and no temporary file is left.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Renaming over a symbolic link would replace the link and leave its target old.
        string target = Target(path);
        string temporary = TemporaryFile.NameFor(target);
        bool mine = false;
        try
        {
            if (RegularFile.IsDevice(target)) throw new IOException("it is a device; write to a Stream instead");
            TemporaryFile.RemoveLeftovers(target);
            using (FileStream stream = Create(temporary, target))
            {
                mine = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error)
        {
            if (mine) TemporaryFile.Remove(temporary);
            if (error is not (IOException or UnauthorizedAccessException)) throw;
            string kept = File.Exists(target) ? "; the old file is unchanged" : "";
            throw new IOException($"Cannot write '{Text.Path(path)}' ({error.Message.ReplaceLineEndings(" ")}){kept}: check that the folder exists, is writable and has room", error);
        }
    }

    // CreateNew follows no link that somebody may have put there. A file that only its owner may read is replaced by such a one, at no moment by another.
    private static FileStream Create(string temporary, string target)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (OperatingSystem.IsWindows() || !File.Exists(target)) return new FileStream(temporary, options);
        UnixFileMode mode = File.GetUnixFileMode(target);
        options.UnixCreateMode = mode & (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        FileStream stream = new(temporary, options);
        try
        {
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
            return stream;
        }
        catch
        {
            stream.Dispose();
            TemporaryFile.Remove(temporary);
            throw;
        }
    }

    private static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path; // the folder does not exist: writing says so
        }
        catch (UnauthorizedAccessException)
        {
            return path;
        }
    }
}

using System;
using System.IO;

namespace ModelGen.Weights;

/// <summary>Replaces a file only when its successor is complete and on the disk.</summary>
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
        // A fixed name: what a killed process left behind is overwritten by the next save and never piles up.
        string temporary = target + ".tmp";
        bool mine = false;
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                mine = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error)
        {
            if (mine) Remove(temporary);
            if (error is not (IOException or UnauthorizedAccessException)) throw;
            string kept = File.Exists(target) ? "; the old file is unchanged" : "";
            throw new IOException($"Cannot write '{path}' ({error.Message.ReplaceLineEndings(" ")}){kept}: check that the folder exists, is writable and has room", error);
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

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (IOException)
        {
            // The first error is the one to report.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}

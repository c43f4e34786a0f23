using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelGen.Weights;

/// <summary>Temporary files beside the ones that they are to replace: <c>w.safetensors.1f3a9c02-4711-9e07d1aa.tmp</c> names the machine, the process and a random number.</summary>
internal static partial class TemporaryFile
{
    /// <summary>A save writes all the time: what nobody has written to for so long belongs to nobody.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private static readonly string s_machine = Machine();

    /// <summary>A name in the folder of <paramref name="target"/> that no other save has.</summary>
    public static string NameFor(string target) => NameFor(target, s_machine, Environment.ProcessId);

    internal static string NameFor(string target, string machine, int process) => Path.Combine(
        Path.GetDirectoryName(target) ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{Beginning(target)}.{machine}-{process}-{Random.Shared.NextInt64(1L << 32):x8}.tmp"));

    internal static string NameForThisMachine(string target, int process) => NameFor(target, s_machine, process);

    /// <summary>Removes what dead processes left: at once where they ran on this machine, after an hour where nobody can tell.</summary>
    public static void RemoveLeftovers(string target)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(target));
        if (!Directory.Exists(folder)) return;
        string beginning = Beginning(target) + ".";
        foreach (string file in Directory.EnumerateFiles(folder, "*.tmp"))
        {
            string name = Path.GetFileName(file);
            if (!name.StartsWith(beginning, StringComparison.Ordinal) || Name().Match(name[beginning.Length..]) is not { Success: true } match) continue;
            bool isHere = match.Groups["machine"].Value == s_machine;
            if ((isHere && !IsAlive(match.Groups["process"].Value)) || IsOld(file)) RemoveUnlessWritten(file);
        }
    }

    /// <summary>Removes a file if it is there; who cannot has another error to report.</summary>
    public static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    // Names of 255 bytes are the longest that file systems have.
    private static string Beginning(string target)
    {
        string name = Path.GetFileName(target);
        return Encoding.UTF8.GetByteCount(name) <= 200 ? name : name[..Math.Min(name.Length, 40)];
    }

    private static bool IsOld(string file)
    {
        try
        {
            return DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > s_longest;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A process that still writes has the file locked, wherever it runs.
    private static void RemoveUnlessWritten(string file)
    {
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
            }
        }
        catch (IOException)
        {
            return;
        }
        catch (UnauthorizedAccessException)
        {
            return;
        }

        Remove(file);
    }

    private static bool IsAlive(string process)
    {
        if (!int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return true;
        try
        {
            using Process found = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // Process numbers mean something within one start of one machine and, in containers, within one space of such numbers.
    private static string Machine()
    {
        string start = Read(() => File.ReadAllText("/proc/sys/kernel/random/boot_id")), space = Read(() => new FileInfo("/proc/self/ns/pid").LinkTarget);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName} {start} {space}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 4));

        static string Read(Func<string?> source)
        {
            try
            {
                return OperatingSystem.IsLinux() ? source() ?? "" : "";
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }

    [GeneratedRegex("^(?<machine>[0-9a-f]{8})-(?<process>[0-9]+)-[0-9a-f]{8}[.]tmp\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}

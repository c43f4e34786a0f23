using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>NVIDIA's assembler, where the CUDA toolkit is installed.</summary>
internal static class Ptxas
{
    public static string? Path { get; } = Find();

    /// <returns>What it says of registers and spills.</returns>
    public static string Assemble(string ptx, string architecture)
    {
        string file = System.IO.Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, ptx);
            ProcessStartInfo start = new(Path!, ["-arch=" + architecture, "-v", "-o", file + ".cubin", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            string report = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? report : throw new InvalidOperationException(report);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".cubin");
        }
    }

    private static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "ptxas.exe" : "ptxas";
        string? toolkit = Environment.GetEnvironmentVariable("CUDA_PATH");
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator), .. toolkit is null ? [] : new[] { System.IO.Path.Combine(toolkit, "bin") }];
        return folders.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}

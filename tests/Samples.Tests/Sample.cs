using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>Runs a sample as a user does: as a process, with its output in pipes.</summary>
internal sealed class Sample(string name)
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static Sample CharGpt { get; } = new("CharGpt");

    /// <summary>How many threads it computes with; null: one for each processor. A long one beside other tests is done sooner with one: its threads wait for each other's turns.</summary>
    public int? Threads { get; init; }

    /// <summary>Runs it to its end.</summary>
    public Outcome Run(params string[] arguments) => Run(arguments, (_, _) => { });

    /// <summary>Runs it to its end in a folder, where it writes its files.</summary>
    public Outcome RunIn(TemporaryFolder folder, params string[] arguments) => Run(arguments, (_, _) => { }, folder.Path);

    /// <summary>Runs it to its end; <paramref name="onLine"/> sees each line of output when it is written.</summary>
    public Outcome Run(string[] arguments, Action<Process, string> onLine, string folder = "")
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        if (Threads is { } threads)
        {
            start.Environment["MODELGEN_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(Limit);
        using CancellationTokenRegistration kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        List<string> output = [];
        while (process.StandardOutput.ReadLine() is string line)
        {
            output.Add(line);
            onLine(process, line);
        }

        process.WaitForExit();
        Assert.False(limit.IsCancellationRequested, $"{name} {string.Join(' ', arguments)} did not end");
        return new Outcome(name, process.ExitCode, string.Join('\n', output), errors.Result);
    }

    /// <summary>A source of a sample.</summary>
    public static string FileOf(string sample, string file) => Path.Combine(Root(), "samples", sample, file);

    private string Program() => Path.Combine(Root(), "samples", name, "bin", Configuration, "net10.0", name + ".dll");

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return folder.FullName;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>Runs <c>dotnet</c> as on a user's command line: not as the child of a test run, which would lend it its own settings.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static Outcome Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunProgram(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", environment, arguments);

    /// <summary>Runs a program that was built.</summary>
    public static Outcome RunProgram(string folder, string program, params string[] arguments) => RunProgram(folder, program, new Dictionary<string, string>(), arguments);

    private static Outcome RunProgram(string folder, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in Always.Concat(environment))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using CancellationTokenSource limit = new(Limit);
        using CancellationTokenRegistration kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        Assert.False(limit.IsCancellationRequested, command + " did not end");
        return new Outcome(command, process.ExitCode, output + errors.Result);
    }

    /// <summary>English, plain lines, and no server that outlives the test with its output still open.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Always { get; } = new Dictionary<string, string>
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };
}

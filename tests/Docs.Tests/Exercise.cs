using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Docs.Tests;

/// <summary>A program of docs/exercises: built as a console project builds it, and run where its data lies.</summary>
/// <param name="name">Its name.</param>
internal sealed class Exercise(string name)
{
    // What <ImplicitUsings>enable</ImplicitUsings> gives a console project.
    private const string Implicit = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    public static string Folder { get; } = Repository.PathOf("docs", "exercises");

    /// <summary>The lines with code, without what stands before and behind it.</summary>
    public static string[] CodeOf(string file, string comment) =>
        [.. File.ReadLines(Path.Combine(Folder, file)).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith(comment, StringComparison.Ordinal))];

    /// <summary>Builds and runs it.</summary>
    /// <param name="folder">Where its data lies, and where it writes.</param>
    /// <param name="shorter">A number of the program, and a smaller one to run it with.</param>
    /// <returns>What it wrote.</returns>
    public async Task<string> Run(string folder, (string Whole, string Short) shorter = default)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".cs"));
        if (shorter.Whole is not null)
        {
            Assert.Contains(shorter.Whole, source, StringComparison.Ordinal);
            source = source.Replace(shorter.Whole, shorter.Short, StringComparison.Ordinal);
        }

        CSharpCompilation compilation = UserProject.Compile("Exercise", [source, Implicit]);
        Assert.Empty(await AnalyzerRun.Diagnostics(compilation));
        Compilation whole = GeneratorRun.Of(compilation).Output;
        Assert.Empty(whole.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
        string program = Path.Combine(folder, "Exercise.dll");
        EmitResult result = whole.Emit(program);
        Assert.True(result.Success);
        foreach (string library in (string[])["ModelGen", "System.Numerics.Tensors", "CsvHelper", "Google.Protobuf"]) File.Copy(Path.Combine(AppContext.BaseDirectory, library + ".dll"), Path.Combine(folder, library + ".dll"));
        await File.WriteAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json"), """{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""");
        return await Started(program, folder);
    }

    private static async Task<string> Started(string program, string folder)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        using System.Threading.CancellationTokenSource limit = new(s_limit);
        using System.Threading.CancellationTokenRegistration kill = limit.Token.Register(() => process.Kill());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A program that trains models of all kinds, as a native binary: no warning, and the JIT's bits.</summary>
[Collection(PackedOnce.Name)]
public sealed class NativeTests(Packages packages)
{
    [NativeFact]
    public void ANativeBinaryHasTheBitsOfTheJit()
    {
        string source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Native", "Program.txt"));
        string project = packages.NewProject("Native", ("Program.cs", source));
        string folder = Path.GetDirectoryName(project)!;
        packages.Run(folder, "build", "-c", "Release").Succeeded();
        string program = Path.Combine("bin", "Release", "net10.0", "Native.dll");
        string jit = packages.Run(folder, "exec", program).Succeeded().Output;
        Assert.Equal(11, jit.Trim().Split('\n').Length);

        Assert.Equal(jit, Published("for processors like this machine's"));
        Assert.Equal(jit, Published("for processors with AVX2", "-r", RuntimeInformation.RuntimeIdentifier));
        IsSmallAndStartsAtOnce(Path.Combine(folder, "published0"), packages.Run(folder, "exec", program, "predict", Saved()).Succeeded().Output);

        // The JIT without AVX-512 as well: processors since AVX2 agree.
        Dictionary<string, string> narrower = new() { ["DOTNET_EnableAVX512"] = "0" };
        Assert.Equal(jit, packages.Run(folder, narrower, "exec", program).Succeeded().Output);

        string Saved()
        {
            string file = Path.Combine(folder, "tool.safetensors");
            packages.Run(folder, "exec", program, "save", file).Succeeded();
            return file;
        }

        string Published(string line, params string[] more)
        {
            string output = Path.Combine(folder, "published" + more.Length);
            string said = packages.Run(folder, ["publish", "-c", "Release", "-o", output, "-p:PublishAot=true", .. more]).Succeeded().Output;
            Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
            bool isX64 = RuntimeInformation.OSArchitecture == Architecture.X64 && !OperatingSystem.IsMacOS();
            Assert.Equal(isX64 ? 1 : 0, said.Split('\n').Count(each => each.Contains("ModelGen: native code " + line, StringComparison.Ordinal)));
            return DotNet.RunProgram(folder, Path.Combine(output, Executable)).Succeeded().Output;
        }
    }

    private static string Executable => OperatingSystem.IsWindows() ? "Native.exe" : "Native";

    /// <summary>A program of six models and their training: below 5 MiB on disk (docs/deploy.md has the size of one that only predicts). From the start of the process to its end, with what it reads and predicts: 30 ms, the least of twenty times, since other tests run meanwhile.</summary>
    /// <remarks>A machine that takes more than 5 ms to start this program for nothing, in turn, is slow at starting processes, and this test does not judge that: there it is six times as long.</remarks>
    private static void IsSmallAndStartsAtOnce(string published, string expected)
    {
        string model = Path.Combine(Path.GetDirectoryName(published)!, "tool.safetensors"), program = Path.Combine(published, Executable);
        Assert.InRange(new FileInfo(model).Length, 5_000_000, 5_100_000);
        Assert.InRange(new FileInfo(program).Length, 1 << 20, 5 << 20);
        TimeSpan bar = TimeSpan.FromMilliseconds(30), whole = TimeSpan.MaxValue, nothing = TimeSpan.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            whole = Least(whole, Took("predict", expected));
            nothing = Least(nothing, Took("nothing", ""));
        }

        Assert.True(whole <= (6 * nothing > bar ? 6 * nothing : bar), $"{whole.TotalMilliseconds:0.0} ms to the first prediction, {nothing.TotalMilliseconds:0.0} ms where nothing is done");

        TimeSpan Took(string task, string says)
        {
            long start = Stopwatch.GetTimestamp();
            Assert.Equal(says, DotNet.RunProgram(published, program, task, model).Succeeded().Output);
            return Stopwatch.GetElapsedTime(start);
        }

        static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
    }

    [Fact]
    public void TheInstructionSetIsTheUsersToChoose()
    {
        const string Ours = "x86-64-v3";
        (string Properties, string Expected)[] rows =
        [
            ("RuntimeIdentifier=linux-x64", Ours),
            ("RuntimeIdentifier=win-x64", Ours),
            ("RuntimeIdentifier=linux-x64;IlcInstructionSet=x86-64-v4", "x86-64-v4"),
            ("RuntimeIdentifier=linux-x64;IlcInstructionSet=x86-64;UseCurrentRuntimeIdentifier=true", "x86-64"),
            ("RuntimeIdentifier=linux-x64;UseCurrentRuntimeIdentifier=true", "native"),
            ("RuntimeIdentifier=linux-arm64", ""),
            ("RuntimeIdentifier=linux-arm64;UseCurrentRuntimeIdentifier=true", ""),
            ("RuntimeIdentifier=osx-x64", ""),
        ];

        // One MSBuild for all: it evaluates the project anew for each set of properties, as a command with these would.
        string project = packages.NewProject("Chosen", ("Program.cs", "")), folder = Path.GetDirectoryName(project)!, all = Path.Combine(folder, "All.proj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("</Project>", """
              <Target Name="Say" DependsOnTargets="ModelGenInstructionSet">
                <Message Importance="high" Text="chosen $(Row) [$(IlcInstructionSet)]" />
              </Target>
            </Project>
            """, StringComparison.Ordinal));
        File.WriteAllText(all, $"""
            <Project>
              <Target Name="All">
                {string.Concat(rows.Select((row, i) => $"""<MSBuild Projects="Chosen.csproj" Targets="Say" Properties="Row={i};SelfContained=false;{row.Properties}" />"""))}
              </Target>
            </Project>
            """);
        packages.Run(folder, "restore", project).Succeeded();
        string said = packages.Run(folder, "msbuild", "-v:m", "-t:All", all).Succeeded().Output;
        Assert.Equal(rows.Select((row, i) => $"chosen {i} [{row.Expected}]"), said.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("chosen ", StringComparison.Ordinal)));
    }
}

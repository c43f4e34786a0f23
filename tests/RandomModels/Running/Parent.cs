using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ModelGen.RandomModels.Building;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Running;

/// <summary>Compiles the models and has children run them, a child for each width of vectors; after a crash another one goes on behind the model that caused it.</summary>
internal static class Parent
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Outcome Run(Options options, Action<string> say)
    {
        string folder = Directory.CreateTempSubdirectory("random-models-").FullName;
        try
        {
            Declaration[] models = [.. options.Models];
            Stopwatch time = Stopwatch.StartNew();
            Task compiling = Task.Run(() =>
            {
                Batches.Write(models, folder, options.Ilgpu);
                say($"{models.Length} models compiled in {time.Elapsed.TotalSeconds:f1} s");
            });
            Outcome total = new(0, 0, 0, []);
            foreach (int width in options.Widths.Where(Widths.IsHere).Take(options.Ilgpu ? 1 : int.MaxValue))
            {
                Stopwatch own = Stopwatch.StartNew();
                Outcome one = OnWidth(options, folder, width, compiling, say);
                total = new(total.Passed + one.Passed, total.Skipped + one.Skipped, total.Excused + one.Excused, [.. total.Failures, .. one.Failures]);
                say($"{width} bits: {one.Passed} passed, {one.Failures.Count} failed, {one.Excused} comparisons excused, {own.Elapsed.TotalSeconds:f1} s");
            }

            return total;
        }
        catch (EmittedCodeException fault)
        {
            say("FAILED: " + fault.Message);
            return new(0, 0, 0, [fault.Message]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Outcome OnWidth(Options options, string folder, int width, Task compiling, Action<string> say)
    {
        List<string> failures = [];
        int passed = 0, skipped = 0, excused = 0, next = options.First, end = options.First + options.Count;
        while (next < end)
        {
            string error = Start(options with { First = next, Count = end - next }, folder, width, compiling);
            int before = next;
            foreach ((string what, int index, string text) in Journal.Read(folder))
            {
                next = Math.Max(next, index + 1);
                if (what == "passed") (passed, excused) = (passed + 1, excused + int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
                else if (what == "skipped") skipped++;
                else if (what == "failed") Fail(index, text);
            }

            if (Journal.Read(folder).LastOrDefault() is ("begin", int crashed, _)) Fail(crashed, $"the process ended: {error}");
            else if (next == before) throw new InvalidOperationException($"The child does not run: {error}");
        }

        return new(passed, skipped, excused, failures);

        void Fail(int index, string message)
        {
            string line = $"{message}\n    --widths {width} {(options.Ilgpu ? "--ilgpu " : "")}{Options.Draw(options.Seed, index)}";
            say("FAILED: " + line);
            failures.Add(line);
        }
    }

    /// <returns>The last lines of what the child said to its standard error.</returns>
    private static string Start(Options options, string folder, int width, Task compiling)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                typeof(Parent).Assembly.Location, "--child", folder, "--seed", Text(options.Seed), "--first", Text(options.First), "--count", Text(options.Count),
            },
        };
        if (options.Ilgpu) start.ArgumentList.Add("--ilgpu");
        if (options.Crash >= 0)
        {
            start.ArgumentList.Add("--crash");
            start.ArgumentList.Add(Text(options.Crash));
        }

        Widths.Allow(start.Environment, width);
        // What is emitted runs a few times, so it is compiled quickly; methods with loops, as the kernels, at once as they will run for long.
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process child = Process.Start(start)!;
        List<string> lines = [];
        child.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lock (lines) lines.Add(text); };
        child.BeginErrorReadLine();
        child.BeginOutputReadLine();
        while (!child.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            // Alive as long as it begins another model now and then.
            bool isSilent = DateTime.UtcNow - Journal.LastLine(folder) > Patience && compiling.IsCompleted;
            if (!isSilent && !compiling.IsFaulted) continue;
            child.Kill();
            if (isSilent) lock (lines) lines.Add($"nothing happened for {Patience.TotalMinutes} minutes");
        }

        child.WaitForExit();
        if (compiling.IsFaulted) compiling.GetAwaiter().GetResult();
        lock (lines) return string.Join(" | ", lines.Take(4).Select(line => line.Length > 160 ? line[..160] + "..." : line));
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

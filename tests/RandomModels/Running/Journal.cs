using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ModelGen.RandomModels.Running;

/// <summary>
/// The file in which a child says what it does, before it does it: a process that crashes cannot say it afterwards. One line for each event.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly StreamWriter _file;

    public Journal(string folder) => _file = new StreamWriter(PathIn(folder), append: false) { AutoFlush = true };

    public void Begin(int index) => Line("begin", index, "");

    public void Passed(int index, int excused) => Line("passed", index, excused.ToString(CultureInfo.InvariantCulture));

    public void Failed(int index, string message) => Line("failed", index, message.ReplaceLineEndings(" "));

    public void Skipped(int index, string reason) => Line("skipped", index, reason.ReplaceLineEndings(" "));

    public void Dispose() => _file.Dispose();

    /// <summary>What a child wrote; empty if it did not come so far.</summary>
    public static List<(string Event, int Index, string Text)> Read(string folder) =>
        File.Exists(PathIn(folder))
            ? [.. File.ReadAllLines(PathIn(folder)).Select(line => line.Split('\t', 3)).Where(parts => parts.Length == 3).Select(parts => (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]))]
            : [];

    /// <summary>When a child said something last.</summary>
    public static DateTime LastLine(string folder) => File.Exists(PathIn(folder)) ? File.GetLastWriteTimeUtc(PathIn(folder)) : DateTime.UtcNow;

    private static string PathIn(string folder) => Path.Combine(folder, "journal.txt");

    private void Line(string what, int index, string text) => _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}\t{index}\t{text}"));
}

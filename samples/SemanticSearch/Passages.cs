using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Data;

namespace SemanticSearchSample;

/// <summary>A piece of a page that can be found.</summary>
/// <param name="Place">The file, and the line where it begins.</param>
/// <param name="Heading">The headings above it.</param>
/// <param name="Text">What it says.</param>
internal sealed record Passage(string Place, string Heading, string Text)
{
    /// <summary>What is embedded: a paragraph alone does not say what it is about.</summary>
    public string Whole => $"{Heading}. {Text}";
}

/// <summary>Paragraphs of Markdown pages, each with its headings; code and tables are passed over.</summary>
internal static class Passages
{
    private const int Shortest = 40; // characters

    /// <exception cref="DataFormatException">There are no pages.</exception>
    public static List<Passage> Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new DataFormatException($"There is no folder '{folder}': name one with Markdown pages with --data");
        List<Passage> passages = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) Read(Path.GetRelativePath(folder, file), File.ReadAllLines(file), passages);
        return passages.Count > 0 ? passages : throw new DataFormatException($"'{folder}' has no Markdown pages with paragraphs of {Shortest} characters or more");
    }

    private static void Read(string file, string[] lines, List<Passage> passages)
    {
        List<string> headings = [], paragraph = [];
        bool isCode = false;
        int first = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            string line = i < lines.Length ? lines[i].Trim() : "";
            bool isFence = line.StartsWith("```", StringComparison.Ordinal), isHeading = !isCode && line.StartsWith('#');
            if (line.Length == 0 || isFence || isHeading || isCode || line.StartsWith('|'))
            {
                string text = string.Join(' ', paragraph);
                if (text.Length >= Shortest) passages.Add(new Passage($"{file}:{first + 1}", string.Join(" - ", headings), text));
                paragraph.Clear();
                if (isFence) isCode = !isCode;
                if (!isHeading) continue;
                int level = line.TakeWhile(c => c == '#').Count();
                headings.RemoveRange(Math.Min(level - 1, headings.Count), headings.Count - Math.Min(level - 1, headings.Count));
                headings.Add(line[level..].Trim());
                continue;
            }

            if (paragraph.Count == 0) first = i;
            paragraph.Add(line);
        }
    }
}

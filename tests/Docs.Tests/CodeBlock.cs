using System;
using System.Collections.Generic;
using System.IO;

namespace ModelGen.Docs.Tests;

/// <summary>A block of C# on a page.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Code">What it holds.</param>
/// <param name="Excuse">Why it is not compiled: what stands in a comment <c>&lt;!-- not compiled: ... --&gt;</c> on the line before; null: it is.</param>
internal sealed record CodeBlock(string Page, int Line, string Code, string? Excuse)
{
    private const string Fence = "```", Opening = "```csharp", Comment = "<!-- not compiled: ";

    public static List<CodeBlock> On(string page)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf(page));
        List<CodeBlock> blocks = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Opening) continue;
            int end = Array.IndexOf(lines, Fence, i + 1);
            string? excuse = i > 0 && lines[i - 1].StartsWith(Comment, StringComparison.Ordinal) ? lines[i - 1][Comment.Length..].Replace(" -->", "", StringComparison.Ordinal) : null;
            blocks.Add(new(page, i + 1, string.Join('\n', lines[(i + 1)..end]) + "\n", excuse));
            i = end;
        }

        return blocks;
    }
}

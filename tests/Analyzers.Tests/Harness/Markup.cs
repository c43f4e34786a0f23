using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Tests.Harness;

/// <summary>Source with numbered spans, <c>Heads = {|#0:7|}</c>; spans may nest.</summary>
internal sealed partial class Markup
{
    private Markup(string source, IReadOnlyDictionary<int, TextSpan> spans) => (Source, Spans) = (source, spans);

    public string Source { get; }

    public IReadOnlyDictionary<int, TextSpan> Spans { get; }

    public static Markup Parse(string text)
    {
        StringBuilder source = new();
        Dictionary<int, TextSpan> spans = [];
        Stack<(int Number, int Start)> open = new();
        int position = 0;
        foreach (Match mark in Mark().Matches(text))
        {
            source.Append(text, position, mark.Index - position);
            position = mark.Index + mark.Length;
            if (mark.Groups["number"].Success)
            {
                open.Push((int.Parse(mark.Groups["number"].ValueSpan), source.Length));
            }
            else
            {
                (int number, int start) = open.Pop();
                spans.Add(number, TextSpan.FromBounds(start, source.Length));
            }
        }

        return open.Count == 0
            ? new(source.Append(text, position, text.Length - position).ToString(), spans)
            : throw new FormatException($"#{open.Peek().Number} is not closed");
    }

    [GeneratedRegex(@"\{\|#(?<number>\d+):|\|\}")]
    private static partial Regex Mark();
}

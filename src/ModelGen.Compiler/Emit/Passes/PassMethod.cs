using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>
/// One pass over one graph as a C# method. A long one is cut into parts: the JIT stops optimising methods of more than some 40 KB of IL, for good
/// and without a word. Values live in the frames, not in locals, so a part needs nothing but the pass's own arguments.
/// </summary>
/// <param name="parameters">With their types, one line each: <c>int B, int T</c>.</param>
/// <param name="body">A writer for one method's body.</param>
/// <param name="frameSizes">Writes a local for the size of a called block's saved frame, by its symbol.</param>
/// <param name="inner">Declares the part of the scratch memory that called blocks work in.</param>
internal sealed class PassMethod(
    CodeWriter code,
    string name,
    string summary,
    string[] parameters,
    Func<CodeWriter, MethodWriter> body,
    Func<Symbol, string> frameSizes,
    string inner)
{
    /// <summary>A kernel call with its slices takes up to 180 bytes of IL.</summary>
    public const int LongestPart = 200;

    public void Write(IReadOnlyList<Segment> segments)
    {
        if (segments.Sum(segment => segment.Nodes.Count) <= LongestPart)
        {
            Method(name, summary, segments);
            return;
        }

        List<Segment> parts = [.. segments.SelectMany(Cut)];
        string arguments = string.Join(", ", parameters.SelectMany(line => line.Split(',')).Select(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1)));
        code.Line($"/// <summary>{summary}. In parts: the JIT does not optimise longer methods.</summary>");
        using (code.Method($"internal static void {name}", parameters))
        {
            for (int i = 0; i < parts.Count; i++)
            {
                string call = $"{Part(i)}({arguments});";
                if (parts[i].Condition is { } condition)
                {
                    using (code.Block($"if ({condition})"))
                    {
                        code.Line(call);
                    }
                }
                else
                {
                    code.Line(call);
                }
            }
        }

        for (int i = 0; i < parts.Count; i++)
        {
            code.Line();
            Method(Part(i), $"Part {Literals.Int(i + 1)} of {Literals.Int(parts.Count)} of <see cref=\"{name}\"/>", [parts[i] with { Condition = null }]);
        }
    }

    private string Part(int index) => $"{name}Part{Literals.Int(index + 1)}";

    private static IEnumerable<Segment> Cut(Segment segment)
    {
        for (int start = 0; start < segment.Nodes.Count; start += LongestPart)
        {
            bool last = start + LongestPart >= segment.Nodes.Count;
            yield return segment with { Nodes = [.. segment.Nodes.Skip(start).Take(LongestPart)], Copies = last ? segment.Copies : [], Zeros = last ? segment.Zeros : [] };
        }

        if (segment.Nodes.Count == 0 && segment.Copies.Count + segment.Zeros.Count > 0)
        {
            yield return segment; // a gradient that is there already, or that there is none of
        }
    }

    private void Method(string method, string text, IReadOnlyList<Segment> segments)
    {
        code.Line($"/// <summary>{text}.</summary>");
        using (code.Method($"internal static void {method}", parameters))
        {
            // What the body turns out to use is declared before it.
            int start = code.Mark;
            MethodWriter writer = body(code);
            foreach (Segment segment in segments)
            {
                writer.Ahead(segment.Ahead);
                if (segment.Condition is { } condition)
                {
                    using (code.Block($"if ({condition})"))
                    {
                        writer.Body(segment);
                    }
                }
                else
                {
                    writer.Body(segment);
                }
            }

            code.Insert(start, [.. writer.FrameSizes.Select(frameSizes), .. writer.CallsBlocks ? new[] { inner } : []]);
        }
    }
}

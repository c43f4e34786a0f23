using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>Edits as a diagnostic carries them: what the analyzer and the code fix agree upon.</summary>
internal static class EdgeProperties
{
    private const string Count = "Edits";

    public static ImmutableDictionary<string, string?> Write(IReadOnlyList<EdgeMend> mends)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties[Count] = Number(mends.Count);
        for (int i = 0; i < mends.Count; i++)
        {
            string key = Number(i);
            properties["Kind" + key] = mends[i].Kind;
            properties["Title" + key] = mends[i].Title;
            properties["Text" + key] = mends[i].Text;
            properties["File" + key] = mends[i].Node.SyntaxTree.FilePath;
            properties["Start" + key] = Number(mends[i].Node.SpanStart);
            properties["Length" + key] = Number(mends[i].Node.Span.Length);
        }

        return properties.ToImmutable();
    }

    /// <summary>The edits of a diagnostic, in their order.</summary>
    public static IEnumerable<WrittenMend> Read(ImmutableDictionary<string, string?> properties)
    {
        int count = Of(properties, Count);
        for (int i = 0; i < count; i++)
        {
            string key = Number(i);
            if (properties.TryGetValue("File" + key, out string? file) && file is not null)
            {
                yield return new WrittenMend(
                    Text(properties, "Kind" + key), Text(properties, "Title" + key), Text(properties, "Text" + key), file, Of(properties, "Start" + key), Of(properties, "Length" + key));
            }
        }
    }

    private static string Text(ImmutableDictionary<string, string?> properties, string key) => properties.TryGetValue(key, out string? text) ? text ?? "" : "";

    private static int Of(ImmutableDictionary<string, string?> properties, string key) =>
        int.TryParse(Text(properties, key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An edit as it comes out of a diagnostic.</summary>
internal sealed record WrittenMend(string Kind, string Title, string Text, string File, int Start, int Length);

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using ModelGen.Data;

namespace FineTuneSample;

/// <summary>Summaries of .NET's members, by the library that they are of: every SDK has them, for editors to show.</summary>
/// <param name="Texts">The summaries.</param>
/// <param name="Labels">The library of each: a place in <paramref name="Names"/>.</param>
/// <param name="Names">The libraries.</param>
internal sealed partial record ApiTexts(string[] Texts, int[] Labels, string[] Names)
{
    /// <summary>How many libraries.</summary>
    public const int Topics = 12;

    private const string Pack = "Microsoft.NETCore.App.Ref";
    private const int Shortest = 30, Longest = 250; // characters

    private static readonly string[] s_libraries =
    [
        "System.Collections", "System.Data.Common", "System.Diagnostics.Process", "System.IO.Compression", "System.Linq.Expressions", "System.Net.Http",
        "System.Net.Sockets", "System.Reflection.Metadata", "System.Security.Cryptography", "System.Text.RegularExpressions", "System.Threading", "System.Xml.ReaderWriter",
    ];

    /// <param name="each">How many texts of each library.</param>
    /// <exception cref="DataFormatException">There is no SDK, or none with documentation.</exception>
    public static ApiTexts Read(int each)
    {
        // dotnet/shared/Microsoft.NETCore.App/10.0.0 -> dotnet/packs
        string packs = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", Pack));
        string? folder = !Directory.Exists(packs) ? null : Directory.EnumerateFiles(packs, s_libraries[0] + ".xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() is { } file ? Path.GetDirectoryName(file) : null;
        if (folder is null) throw new DataFormatException($"There is no documentation of .NET in '{packs}': install the .NET SDK, whose package {Pack} has it");
        HashSet<string>[] summaries = [.. s_libraries.Select(library => Summaries(Path.Combine(folder, library + ".xml")))];

        // What stands in two libraries says nothing of either.
        HashSet<string> shared = [.. summaries.SelectMany(texts => texts).CountBy(text => text).Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        Random random = new(1);
        List<string> all = [];
        List<int> labels = [];
        for (int topic = 0; topic < Topics; topic++)
        {
            string[] own = [.. summaries[topic].Where(text => !shared.Contains(text)).Order(StringComparer.Ordinal)];
            if (own.Length < each) throw new DataFormatException($"{s_libraries[topic]} has {own.Length} summaries, expected {each}: ask for fewer");
            random.Shuffle(own);
            all.AddRange(own.AsSpan(0, each));
            labels.AddRange(Enumerable.Repeat(topic, each));
        }

        return new ApiTexts([.. all], [.. labels], s_libraries);
    }

    private static HashSet<string> Summaries(string path)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.ReadToFollowing("summary"))
        {
            StringBuilder text = new();
            using XmlReader inside = reader.ReadSubtree();
            while (inside.Read())
            {
                if (inside.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace) text.Append(inside.Value);
                else if (inside.NodeType == XmlNodeType.Element && (inside.GetAttribute("cref") ?? inside.GetAttribute("langword") ?? inside.GetAttribute("name")) is string name) text.Append(Member().Match(name).Value);
            }

            string summary = Spaces().Replace(text.ToString(), " ").Trim();
            if (summary.Length is >= Shortest and <= Longest) texts.Add(summary);
        }

        return texts;
    }

    // M:System.Net.Sockets.Socket.Bind(System.Net.EndPoint) -> Bind: namespaces would be the answer.
    [GeneratedRegex(@"[\w#]+(?=(``?\d+)?(\(.*)?$)", RegexOptions.CultureInvariant)]
    private static partial Regex Member();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}

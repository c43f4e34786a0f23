using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Tests.Harness;

/// <summary>A project's additional files, as sources name them in lines of their own: <c>// minilm/config.json: { "model_type": "bert" }</c>.</summary>
internal static partial class ProjectTexts
{
    public static ImmutableArray<AdditionalText> Of(CSharpCompilation compilation) =>
        [.. compilation.SyntaxTrees.Select(tree => tree.ToString()).Where(source => source.Contains("json", System.StringComparison.Ordinal)).SelectMany(source => File().Matches(source)).Select(match => new Named(match))];

    [GeneratedRegex(@"^\s*// (?<path>[\w./-]+json): (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex File();

    private sealed class Named(Match match) : AdditionalText
    {
        public override string Path { get; } = "/project/" + match.Groups["path"].Value;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(match.Groups["text"].Value.TrimEnd('\r'));
    }
}

using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>An edit that may set a fault right: a piece of source in the place of another.</summary>
/// <param name="Kind">What kinds of edits have in common that may be made all at once.</param>
/// <param name="Title">As an editor's menu shows it.</param>
internal sealed record EdgeMend(string Kind, string Title, SyntaxNode Node, string Text);

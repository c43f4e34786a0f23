using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>One element of an array, and where it is written.</summary>
internal readonly record struct Item(Size Value, SyntaxNode Syntax);

using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>One fault at a call.</summary>
/// <param name="Made">Where the shape was given, if that is another place.</param>
internal sealed record Edge(ErrorId Id, SyntaxNode Place, string Message, SyntaxNode? Made = null);

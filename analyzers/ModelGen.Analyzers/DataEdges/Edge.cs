using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>One fault at a call.</summary>
/// <param name="Made">Where the shape was given, if that is another place.</param>
/// <param name="Mends">Edits that may set it right, the likelier first.</param>
/// <param name="IsAtEnd">Whether it comes out in the last turn of a loop alone.</param>
/// <param name="Inside">Where in a callee it would come out, of a fault that is a caller's.</param>
internal sealed record Edge(ErrorId Id, SyntaxNode Place, string Message, SyntaxNode? Made = null, SyntaxNode? Inside = null, IReadOnlyList<EdgeMend>? Mends = null, bool IsAtEnd = false);

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>The places of a graph method that a specification speaks of, numbered in the order in which they were read, and the way back to the text.</summary>
/// <param name="type">The key of the class.</param>
internal sealed class GraphPlaces(string type)
{
    private readonly Dictionary<SyntaxNode, int> _numbers = [];
    private readonly List<SyntaxNode> _nodes = [];
    private readonly Dictionary<(int Place, string Argument), SyntaxNode> _arguments = [];
    private readonly Dictionary<int, AttributeData> _attributes = [];

    /// <summary>The values that each statement of the graph method gave.</summary>
    public IReadOnlyDictionary<SyntaxNode, List<int[]>> Statements { get; set; } = new Dictionary<SyntaxNode, List<int[]>>();

    public SourceRef Of(SyntaxNode node)
    {
        if (!_numbers.TryGetValue(node, out int number))
        {
            number = _nodes.Count;
            _numbers.Add(node, number);
            _nodes.Add(node);
        }

        return new(type, SourceRef.FirstPlace + number);
    }

    public SourceRef Of(SyntaxNode node, AttributeData attribute)
    {
        SourceRef place = Of(node);
        _attributes[place.Attribute] = attribute;
        return place;
    }

    public void Argument(SourceRef place, string name, SyntaxNode node) => _arguments[(place.Attribute, name)] = node;

    /// <summary>The attribute at a place where one stands.</summary>
    public AttributeData? Attribute(SourceRef place) => _attributes.TryGetValue(place.Attribute, out AttributeData? attribute) ? attribute : null;

    /// <returns>Null for what is no place of this method.</returns>
    public Location? Find(SourceRef place)
    {
        int number = place.Attribute - SourceRef.FirstPlace;
        if (number < 0 || number >= _nodes.Count)
        {
            return null;
        }

        SyntaxNode node = place.Argument is { } argument && FindArgument(place.Attribute, argument) is { } found ? found : _nodes[number];
        return Location.Create(node.SyntaxTree, Span(node));
    }

    private SyntaxNode? FindArgument(int place, string argument) =>
        _arguments.TryGetValue((place, argument), out SyntaxNode? exact) ? exact
        : _arguments.TryGetValue((place, argument.Split('[').First()), out SyntaxNode? whole) ? whole
        : null;

    // Of x.Conv2d(8).Relu() the last call alone: Relu().
    private static TextSpan Span(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call => TextSpan.FromBounds(member.Name.SpanStart, call.Span.End),
        ArgumentSyntax argument => argument.Expression.Span,
        MethodDeclarationSyntax method => method.Identifier.Span,
        ParameterSyntax parameter => parameter.Identifier.Span,
        TupleElementSyntax { Identifier.Span: { Length: > 0 } name } => name,

        // The head of a statement, not its body.
        ForStatementSyntax loop => TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End),
        CommonForEachStatementSyntax loop => TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End),
        WhileStatementSyntax loop => TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End),
        DoStatementSyntax loop => TextSpan.FromBounds(loop.WhileKeyword.SpanStart, loop.CloseParenToken.Span.End),
        LockStatementSyntax locked => TextSpan.FromBounds(locked.SpanStart, locked.CloseParenToken.Span.End),
        UsingStatementSyntax used => TextSpan.FromBounds(used.SpanStart, used.CloseParenToken.Span.End),
        TryStatementSyntax attempt => attempt.TryKeyword.Span,
        _ => node.Span,
    };
}

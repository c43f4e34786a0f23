using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Analyzers.DataEdges.Collections;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>
/// Where a file writes to something of a name, by its text alone: what a name means is asked only of the few places that matter. Kept as long as the file's tree, so an
/// edit in another file costs nothing here.
/// </summary>
internal sealed class WriteSites
{
    private static readonly ConditionalWeakTable<SyntaxTree, WriteSites> s_known = new();
    private static readonly HashSet<string> s_adding =
        ["Add", "AddRange", "Insert", "InsertRange", "Enqueue", "Push", "AddLast", "AddFirst", "TryAdd", "Append", "Prepend", "SetValue", "Clear", "Remove", "RemoveAt", "Resize", "Fill"];

    private static readonly HashSet<string> s_asking = ["Select", "SelectMany", "Where", "Any", "All", "First", "Last", "Skip", "Take", "Zip", "ToList", "ToHashSet", "ToDictionary", "Index", "Count", "SequenceEqual", "OrderBy", "Distinct"];

    private readonly Dictionary<string, List<WriteSite>> _sites = [];
    private readonly HashSet<string> _later = [];
    private readonly System.Lazy<HashSet<string>> _handled;

    private WriteSites(SyntaxNode root)
    {
        _handled = new(() => [.. root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => !IsReading(name)).Select(name => name.Identifier.ValueText)]);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            Look(node);
        }
    }

    public static WriteSites Of(SyntaxTree tree) => s_known.GetValue(tree, key => new WriteSites(key.GetRoot()));

    public IReadOnlyList<WriteSite> To(string name) => _sites.TryGetValue(name, out List<WriteSite>? sites) ? sites : [];

    /// <summary>Whether the file asks something for a member of the name that is not just being made: <c>new Batch().Rows(8)</c> does not, <c>batch.Rows(8)</c> does.</summary>
    public bool IsAskedLater(string name) => _later.Contains(name);

    /// <summary>Whether a collection of the name is nowhere more than looked at.</summary>
    public bool IsOnlyRead(string name) => !_handled.Value.Contains(name);

    private static bool IsReading(IdentifierNameSyntax name)
    {
        ExpressionSyntax use = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name;
        return use.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } method => method.Expression == use && (Growing.IsReading(method.Name.Identifier.ValueText) || s_asking.Contains(method.Name.Identifier.ValueText)),
            MemberAccessExpressionSyntax property => property.Expression == use && property.Name.Identifier.ValueText is "Count" or "Length",
            ElementAccessExpressionSyntax element => element.Expression == use && element.Parent is BinaryExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: 0 } or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax,
            CommonForEachStatementSyntax each => each.Expression == use,
            _ => false,
        };
    }

    private void Look(SyntaxNode node)
    {
        switch (node)
        {
            case MemberAccessExpressionSyntax member when !(member.Parent is InvocationExpressionSyntax && Fresh.IsNew(member.Expression)):
                _later.Add(member.Name.Identifier.ValueText);
                break;
            case MemberBindingExpressionSyntax binding:
                _later.Add(binding.Name.Identifier.ValueText);
                break;
            case InvocationExpressionSyntax { Expression: SimpleNameSyntax own }:
                _later.Add(own.Identifier.ValueText);
                break;
            case AssignmentExpressionSyntax assignment:
                bool isPlain = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression);
                Targets(assignment.Left, isPlain ? WriteKind.Assigned : WriteKind.Changed, assignment);
                Add(assignment.Right, WriteKind.Held, assignment.Right);
                break;
            case PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) || prefix.IsKind(SyntaxKind.AddressOfExpression):
                Targets(prefix.Operand, WriteKind.Changed, prefix);
                break;
            case PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.PostIncrementExpression) || postfix.IsKind(SyntaxKind.PostDecrementExpression):
                Targets(postfix.Operand, WriteKind.Changed, postfix);
                break;
            case RefExpressionSyntax reference:
                Targets(reference.Expression, WriteKind.Changed, reference);
                break;
            case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument when !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword):
                Targets(argument.Expression, WriteKind.Changed, argument);
                break;
            case ArgumentSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } argument:
                Add(argument.Expression, WriteKind.Passed, argument);
                break;
            case ArgumentSyntax { Expression: MemberAccessExpressionSyntax access } argument:
                Add(access, WriteKind.Held, argument);
                if (access.Name.Identifier.ValueText == "Writer")
                {
                    Add(access.Expression, WriteKind.Passed, argument); // an end of a channel
                }

                break;
            case EqualsValueClauseSyntax { Value: IdentifierNameSyntax or MemberAccessExpressionSyntax } given:
                Add(given.Value, WriteKind.Held, given);
                break;
            case ReturnStatementSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } given:
                Add(given.Expression, WriteKind.Held, given);
                break;
            case ArrowExpressionClauseSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } given:
                Add(given.Expression, WriteKind.Held, given);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: string method } access } call when s_adding.Contains(method):
                Add(access.Expression, WriteKind.Element, call);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryWrite" or "WriteAsync", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Writer" } end } } call:
                Add(end.Expression, WriteKind.Element, call);
                break;
        }
    }

    private void Targets(ExpressionSyntax target, WriteKind kind, SyntaxNode site)
    {
        switch (target)
        {
            case TupleExpressionSyntax tuple:
                foreach (ArgumentSyntax part in tuple.Arguments)
                {
                    Targets(part.Expression, WriteKind.Changed, site);
                }

                break;
            case ParenthesizedExpressionSyntax inside:
                Targets(inside.Expression, kind, site);
                break;
            case ElementAccessExpressionSyntax element:
                Add(element.Expression, WriteKind.Element, site);
                break;
            default:
                Add(target, kind, site);
                break;
        }
    }

    private void Add(ExpressionSyntax target, WriteKind kind, SyntaxNode site)
    {
        SimpleNameSyntax? name = target switch
        {
            SimpleNameSyntax simple => simple,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name is null)
        {
            return;
        }

        if (!_sites.TryGetValue(name.Identifier.ValueText, out List<WriteSite>? sites))
        {
            _sites[name.Identifier.ValueText] = sites = [];
        }

        sites.Add(new WriteSite(kind, name, site));
    }
}

internal enum WriteKind
{
    /// <summary><c>x = value</c>, also in an initializer of an object.</summary>
    Assigned,

    /// <summary>Any other way to give it a value.</summary>
    Changed,

    /// <summary>One of its elements is written.</summary>
    Element,

    /// <summary>It is an argument, to whatever the callee does with its elements.</summary>
    Passed,

    /// <summary>It has another name from here on, or somebody else has it.</summary>
    Held,
}

/// <param name="Name">The target.</param>
/// <param name="Site">The assignment, call or argument.</param>
internal sealed record WriteSite(WriteKind Kind, SimpleNameSyntax Name, SyntaxNode Site)
{
    public bool IsInitializer => Site is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax };
}

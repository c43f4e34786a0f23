using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>What the methods of a compilation do with what they are given. Each body is walked through once for each way in which it is called.</summary>
internal sealed class Summary
{
    private readonly ConcurrentDictionary<CallKey, (Outcome Outcome, int Depth)> _known = new();
    private readonly ConcurrentDictionary<IMethodSymbol, Outcome> _open = new(SymbolEqualityComparer.Default);

    public Summary(Compilation compilation)
    {
        Bodies = new(compilation);
        Members = new(this, Bodies);
        Mentions = new(compilation);
    }

    public Bodies Bodies { get; }

    public Members Members { get; }

    public Mentions Mentions { get; }

    /// <summary>A method called with these values. Null where its code is not seen.</summary>
    public Outcome? Run(IMethodSymbol method, IReadOnlyList<Value?> arguments, Value? instance, Walk walk)
    {
        if (Bodies.Of(method, walk.Cancellation) is not { } body)
        {
            return null;
        }

        // Texts that nothing hangs on are the same to it.
        arguments = [.. arguments.Select((argument, i) => argument is TextValue && i < body.Owner.Parameters.Length && !body.Locals.IsAsked(body.Owner.Parameters[i]) ? null : argument)];
        CallKey key = new(body.Owner, new([.. arguments.Select(argument => new Slot(argument))]), instance);
        if (_known.TryGetValue(key, out (Outcome Outcome, int Depth) known) && known.Depth <= walk.Depth)
        {
            return known.Outcome;
        }

        (int before, int depth) = (walk.LeftOut, walk.Depth);
        Outcome? outcome = Run(new Frame(body.Locals, this, body.Graph, body.Owner), body.Owner, Entry(body.Owner, arguments, instance), walk);
        if (outcome is not null && !walk.IsSpent)
        {
            // What was cut short says no more to those who are as deep, and less than all to others.
            _known[key] = (outcome, walk.LeftOut == before ? 0 : depth);
        }

        return outcome;
    }

    /// <summary>A graph with what is known where it begins.</summary>
    public static Outcome? Run(Frame frame, object code, Facts entry, Walk walk)
    {
        if (!walk.Enter(code, frame.Graph!.Blocks.Length))
        {
            return null;
        }

        try
        {
            return new FlowAnalysis(frame, walk).Run(entry, isRoot: false);
        }
        finally
        {
            walk.Leave(code);
        }
    }

    /// <summary>The parameters of a method with what they are given, in the order of its parameters.</summary>
    public static Facts Entry(IMethodSymbol method, IReadOnlyList<Value?> arguments, Value? instance)
    {
        Facts facts = Interest.Stated(method).With(Facts.This, instance);
        for (int i = 0; i < method.Parameters.Length && i < arguments.Count; i++)
        {
            facts = arguments[i] is null ? facts : facts.With(method.Parameters[i], arguments[i]);
        }

        return facts;
    }

    /// <summary>An expression by itself, such as what a field starts with.</summary>
    public Value? Evaluate(ExpressionSyntax expression, Walk walk, Facts? known = null)
    {
        if (Bodies.Model(expression.SyntaxTree)?.GetOperation(expression, walk.Cancellation) is not { } operation || !walk.Enter(expression, 1))
        {
            return null;
        }

        try
        {
            // As the graph has it, so that braces behind a 'new' and choices are seen as in methods.
            if (expression.Parent is EqualsValueClauseSyntax clause && Graph(clause, walk) is { } graph)
            {
                Outcome? outcome = new FlowAnalysis(new Frame(new Locals(operation), this, graph, null), walk).Run(known ?? Facts.None, isRoot: false);
                return outcome?.Assigned.TryGetValue(clause, out Value? value) == true ? value : null;
            }

            return new Evaluator(known ?? Facts.None, new Frame(new Locals(operation), this, null, null), walk, _ => null).Evaluate(operation);
        }
        finally
        {
            walk.Leave(expression);
        }
    }

    /// <summary>What is given at an assignment, or added by a call, of whatever its method gets.</summary>
    public Value? Assigned(SyntaxNode site, Walk walk)
    {
        SyntaxNode? member = site.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax } or GlobalStatementSyntax);
        ISymbol? owner = member switch
        {
            null => null,
            GlobalStatementSyntax => Bodies.Versions.Home(member.SyntaxTree).GetEntryPoint(walk.Cancellation),
            ArrowExpressionClauseSyntax arrow => (Bodies.Model(arrow.SyntaxTree)?.GetDeclaredSymbol(arrow.Parent!, walk.Cancellation) as IPropertySymbol)?.GetMethod,
            _ => Bodies.Model(member.SyntaxTree)?.GetDeclaredSymbol(member, walk.Cancellation),
        };
        if (owner is not IMethodSymbol method)
        {
            return null;
        }

        if (!_open.TryGetValue(method, out Outcome? outcome))
        {
            int before = walk.LeftOut;
            if (Run(method, [], null, walk) is not { } found)
            {
                return site is AssignmentExpressionSyntax lone ? Evaluate(lone.Right, walk) : null; // while its method is being looked into: x ??= ...
            }

            outcome = found;
            if (walk.LeftOut == before)
            {
                _open[method] = found;
            }
        }

        return outcome.Assigned.TryGetValue(site, out Value? value) ? value : null;
    }

    /// <summary>Whether whoever gets a collection at a place leaves its elements alone.</summary>
    public bool Keeps(WriteSite site, Walk walk) =>
        Bodies.Model(site.Site.SyntaxTree)?.GetOperation(site.Site, walk.Cancellation) is IArgumentOperation { Parameter: { } parameter } && (Locals.IsReader(parameter) || Bodies.KeepsItems(parameter));

    private ControlFlowGraph? Graph(EqualsValueClauseSyntax clause, Walk walk)
    {
        try
        {
            return Bodies.Model(clause.SyntaxTree) is { } model ? ControlFlowGraph.Create(clause, model, walk.Cancellation) : null;
        }
        catch (System.Exception fault) when (fault is not System.OperationCanceledException)
        {
            return null;
        }
    }
}

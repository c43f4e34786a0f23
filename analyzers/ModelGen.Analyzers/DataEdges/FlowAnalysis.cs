using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>
/// Follows values through one body: forward over its control-flow graph until nothing changes, then once more to judge. Where ways meet, only what is true
/// on all of them remains; of a condition that is known, only one way is gone. A handler of exceptions begins with nothing known.
/// </summary>
internal sealed class FlowAnalysis(Frame frame, Walk walk)
{
    /// <summary>A method with more blocks than this was written by a machine.</summary>
    private const int MostBlocks = 5000;

    private readonly List<Edge> _edges = [];
    private readonly List<IOperation> _undecided = [];
    private readonly Dictionary<SyntaxNode, Value?> _assigned = [];
    private Value? _returned = NothingValue.Instance;
    private Value? _yielded = NothingValue.Instance;
    private bool _isIterator;

    /// <param name="isRoot">Whether it is the method under analysis, whose local functions are looked at by themselves as well.</param>
    public Outcome? Run(Facts entry, bool isRoot)
    {
        if (frame.Graph is not { } graph || graph.Blocks.Length > MostBlocks)
        {
            return null;
        }

        Dictionary<CaptureId, IOperation> captures = Captures(graph);
        Facts?[] before = Solve(graph, entry, captures);
        List<(IFlowAnonymousFunctionOperation Function, Facts Facts)> lambdas = [];
        foreach (BasicBlock block in graph.Blocks)
        {
            if (before[block.Ordinal] is { } facts)
            {
                Evaluator evaluator = Evaluator(facts, captures, _edges.Add, (lambda, known) => lambdas.Add((lambda, known)), Note);
                End(block, evaluator, Evaluate(block, evaluator));
            }
        }

        foreach ((IFlowAnonymousFunctionOperation lambda, Facts facts) in lambdas)
        {
            Nested(graph.GetAnonymousFunctionControlFlowGraph(lambda, walk.Cancellation), lambda.Symbol, facts.Fixed(frame.Locals, !frame.IsConstructor), isRoot);
        }

        Facts around = isRoot && !graph.LocalFunctions.IsEmpty ? Fixed(before) : Facts.None;
        foreach (IMethodSymbol function in isRoot ? graph.LocalFunctions : ImmutableArray<IMethodSymbol>.Empty)
        {
            Nested(graph.GetLocalFunctionControlFlowGraph(function, walk.Cancellation), function, around, isRoot);
        }

        Value? returned = _isIterator ? new ListValue(Size.Unknown, default, IsWrittenOut: false, null, _yielded) : _returned is NothingValue ? null : _returned;
        IEnumerable<Edge> edges = _edges.Where(edge => !(edge.IsAtEnd && Guards.IsConditional(edge.Place, _undecided)) && (isRoot || !Guards.IsGuarded(edge.Place, _undecided)));
        return new Outcome(frame.Owner, returned, before[graph.Blocks.Length - 1], edges.ToImmutableArray(), _assigned);
    }

    /// <summary>What locals hold that get one value: a local function cannot run before they have it.</summary>
    private Facts Fixed(Facts?[] before)
    {
        Dictionary<object, Value?> held = [];
        foreach (Facts facts in before.OfType<Facts>())
        {
            foreach (KeyValuePair<object, Value> entry in facts.Fixed(frame.Locals, keepsThis: false).Values)
            {
                held[entry.Key] = held.TryGetValue(entry.Key, out Value? other) ? Value.Join(other, entry.Value) : entry.Value;
            }
        }

        return held.Aggregate(Facts.None, (all, entry) => all.With(entry.Key, entry.Value));
    }

    private void Nested(ControlFlowGraph graph, IMethodSymbol function, Facts facts, bool isRoot)
    {
        if (new FlowAnalysis(frame with { Graph = graph, Owner = function }, walk).Run(facts, isRoot) is { } outcome)
        {
            _edges.AddRange(outcome.Edges);
            foreach (KeyValuePair<SyntaxNode, Value?> place in outcome.Assigned)
            {
                Note(place.Key, place.Value);
            }
        }
    }

    /// <summary>A place that is passed more than once has what is true each time.</summary>
    private void Note(SyntaxNode place, Value? value) => _assigned[place] = _assigned.TryGetValue(place, out Value? before) ? Value.Join(before, value) : value;

    private void End(BasicBlock block, Evaluator evaluator, Value? value)
    {
        if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue is not null)
        {
            _returned = _returned is null ? null : Value.Join(_returned, value);
        }

        if (evaluator.Yields)
        {
            _isIterator = true;
            _yielded = _yielded is null ? null : Value.Join(_yielded, evaluator.Yielded);
        }

        if (block.ConditionKind != ControlFlowConditionKind.None && value is not TruthValue && block.BranchValue is { } condition)
        {
            _undecided.Add(condition);
        }
    }

    private Facts?[] Solve(ControlFlowGraph graph, Facts entry, Dictionary<CaptureId, IOperation> captures)
    {
        Facts?[] before = new Facts?[graph.Blocks.Length];
        SortedSet<int> pending = [0];
        before[0] = entry;
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.Ordinal > 0 && block.Predecessors.IsEmpty && block.Kind == BasicBlockKind.Block && block.IsReachable)
            {
                before[block.Ordinal] = Facts.None;
                pending.Add(block.Ordinal);
            }
        }

        while (pending.Count > 0)
        {
            walk.Cancellation.ThrowIfCancellationRequested();
            BasicBlock block = graph.Blocks[pending.Min];
            pending.Remove(block.Ordinal);
            Evaluator evaluator = Evaluator(before[block.Ordinal]!, captures, report: null, lambdas: null, note: null);
            foreach (ControlFlowBranch branch in Taken(block, Evaluate(block, evaluator)))
            {
                if (branch.Destination is not { } next)
                {
                    continue;
                }

                Facts after = before[next.Ordinal] is { } earlier ? earlier.Join(evaluator.Facts) : evaluator.Facts;
                if (before[next.Ordinal] is null || !after.Same(before[next.Ordinal]!))
                {
                    before[next.Ordinal] = after;
                    pending.Add(next.Ordinal);
                }
            }
        }

        return before;
    }

    private static IEnumerable<ControlFlowBranch> Taken(BasicBlock block, Value? condition)
    {
        bool? jumps = condition is TruthValue truth ? truth.IsTrue == (block.ConditionKind == ControlFlowConditionKind.WhenTrue) : null;
        if (block.FallThroughSuccessor is { } next && (block.ConditionKind == ControlFlowConditionKind.None || jumps != true))
        {
            yield return next;
        }

        if (block.ConditionalSuccessor is { } other && jumps != false)
        {
            yield return other;
        }
    }

    /// <summary>Where a value depends on a condition, the graph holds the place that it goes to in a capture: <c>x = c ? a : b</c>.</summary>
    private static Dictionary<CaptureId, IOperation> Captures(ControlFlowGraph graph)
    {
        Dictionary<CaptureId, IOperation> captures = [];
        foreach (IFlowCaptureOperation capture in graph.Blocks.SelectMany(block => block.Operations).OfType<IFlowCaptureOperation>())
        {
            captures[capture.Id] = capture.Value;
        }

        return captures;
    }

    private Evaluator Evaluator(Facts facts, Dictionary<CaptureId, IOperation> captures, Action<Edge>? report, Action<IFlowAnonymousFunctionOperation, Facts>? lambdas, Action<SyntaxNode, Value?>? note) =>
        new(facts, frame, walk, id => captures.TryGetValue(id, out IOperation? place) ? place : null, report, lambdas, note);

    /// <summary>The value by which the block branches, or that it returns.</summary>
    private static Value? Evaluate(BasicBlock block, Evaluator evaluator)
    {
        foreach (IOperation operation in block.Operations)
        {
            evaluator.Evaluate(operation);
        }

        return block.BranchValue is { } value ? evaluator.Evaluate(value) : null;
    }
}

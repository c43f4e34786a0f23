using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>
/// Follows values through one method: forward over its control-flow graph until nothing changes, then once more to judge. Where ways meet, only what is true
/// on all of them remains. A handler of exceptions begins with nothing known.
/// </summary>
internal sealed class FlowAnalysis(Locals locals, Fields fields, LocalFunctions functions, Action<Edge> report, CancellationToken cancellation)
{
    /// <summary>A method with more blocks than this was written by a machine.</summary>
    private const int MostBlocks = 5000;

    public void Run(ControlFlowGraph graph, Facts entry)
    {
        if (graph.Blocks.Length > MostBlocks)
        {
            return;
        }

        Dictionary<CaptureId, ISymbol?> captures = Captures(graph);
        Facts?[] before = Solve(graph, entry, captures);
        List<(IFlowAnonymousFunctionOperation Function, Facts Facts)> lambdas = [];
        foreach (BasicBlock block in graph.Blocks)
        {
            if (before[block.Ordinal] is { } facts)
            {
                Evaluator evaluator = new(facts, locals, fields, functions, id => captures.TryGetValue(id, out ISymbol? local) ? local : null, report, (lambda, known) => lambdas.Add((lambda, known)));
                Evaluate(block, evaluator);
            }
        }

        foreach ((IFlowAnonymousFunctionOperation lambda, Facts facts) in lambdas)
        {
            Run(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation), facts.Fixed(locals));
        }

        foreach (IMethodSymbol function in graph.LocalFunctions)
        {
            Run(graph.GetLocalFunctionControlFlowGraph(function, cancellation), Facts.None);
        }
    }

    private Facts?[] Solve(ControlFlowGraph graph, Facts entry, Dictionary<CaptureId, ISymbol?> captures)
    {
        Facts?[] before = new Facts?[graph.Blocks.Length];
        SortedSet<int> pending = [0];
        before[0] = entry;
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.Ordinal > 0 && block.Predecessors.IsEmpty)
            {
                before[block.Ordinal] = Facts.None;
                pending.Add(block.Ordinal);
            }
        }

        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            BasicBlock block = graph.Blocks[pending.Min];
            pending.Remove(block.Ordinal);
            Evaluator evaluator = new(before[block.Ordinal]!, locals, fields, functions, id => captures.TryGetValue(id, out ISymbol? local) ? local : null, report: null, lambdas: null);
            Evaluate(block, evaluator);
            foreach (ControlFlowBranch? branch in ImmutableArray.Create(block.FallThroughSuccessor, block.ConditionalSuccessor))
            {
                if (branch?.Destination is not { } next)
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

    /// <summary>Where a value depends on a condition, the graph holds the place that it goes to in a capture: <c>x = c ? a : b</c>.</summary>
    private static Dictionary<CaptureId, ISymbol?> Captures(ControlFlowGraph graph)
    {
        Dictionary<CaptureId, ISymbol?> captures = [];
        foreach (IFlowCaptureOperation capture in graph.Blocks.SelectMany(block => block.Operations).OfType<IFlowCaptureOperation>())
        {
            captures[capture.Id] = Locals.Of(capture.Value);
        }

        return captures;
    }

    private static void Evaluate(BasicBlock block, Evaluator evaluator)
    {
        foreach (IOperation operation in block.Operations)
        {
            evaluator.Evaluate(operation);
        }

        if (block.BranchValue is { } value)
        {
            evaluator.Evaluate(value);
        }
    }
}

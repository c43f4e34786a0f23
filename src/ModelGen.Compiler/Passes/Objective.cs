using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// What training makes small, as a graph: each input says by its <see cref="InputDecl.Source"/> which output, input or target of the model it stands for, or that it is the weights of the examples;
/// the output is one number for the batch. <c>[Loss]</c> on a class is the short form of one. Made by <see cref="ObjectiveBuilder"/>.
/// </summary>
public sealed record Objective(Graph Graph)
{
    /// <summary>What training data brings beside the inputs, in the order of the emitted members' parameters.</summary>
    public IReadOnlyList<InputDecl> Targets { get; } =
        [.. Graph.Inputs.Select(input => input.Declaration!).Where(declaration => declaration.Source!.Kind == SourceKind.Target).OrderBy(declaration => declaration.Source!.Index)];

    /// <summary>The mean of one loss of an output and a target, and nothing else; null for an objective that is more.</summary>
    public LossOp? Loss => Graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(Graph.Outputs[0])) is { Op: LossOp { Reduction: Reduction.Mean } loss } node
        && Kind(node, 0) == SourceKind.Output && Kind(node, 1) == SourceKind.Target && Kind(node, 2) == SourceKind.Weights ? loss : null;

    /// <summary>For each target the losses that compare something with it.</summary>
    public IEnumerable<LossOp> LossesOf(InputDecl target) =>
        Graph.Nodes.Where(node => node.Op is LossOp && node.Inputs[1]?.Declaration == target).Select(node => (LossOp)node.Op);

    /// <summary>The id among those of a target that does not count, where it is not below the target's limit; null for none.</summary>
    public long? Ignored(InputDecl target) => LossesOf(target).Where(loss => loss.TakesIds).Select(loss => (long?)loss.IgnoreIndex).FirstOrDefault(index => index < 0 || index >= target.IdLimit);

    /// <summary>The model's inputs whose padding is left out of the one <see cref="Loss"/>.</summary>
    public IEnumerable<int> PaddedInputs => Graph.Inputs.Select(input => input.Declaration!.Source!).Where(source => source.Kind == SourceKind.Input).Select(source => source.Index);

    private static SourceKind? Kind(Node node, int input) => node.Inputs[input]?.Declaration?.Source?.Kind;
}

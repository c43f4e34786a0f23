using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Ir;

/// <summary>A function of tensors: a whole model or a block. Nodes are in an order in which they can run.</summary>
/// <param name="Name">PascalCase; names emitted methods and the parameter class.</param>
/// <param name="Inputs">Each with its declaration; what is carried from copy to copy of a repeated block comes first.</param>
/// <param name="Declarations">Parameters and children in the order in which layers declared them: the order of weight files.</param>
public sealed record Graph(
    string Name,
    IReadOnlyList<Value> Inputs,
    IReadOnlyList<Value> Parameters,
    IReadOnlyList<Node> Nodes,
    IReadOnlyList<Value> Outputs,
    IReadOnlyList<ChildGraph> Children,
    IReadOnlyList<Declaration> Declarations)
{
    /// <summary>This graph and the graphs that it calls, callees first, each once.</summary>
    public IReadOnlyList<Graph> WithCallees()
    {
        var found = new List<Graph>();
        Visit(this, found);
        return found;

        static void Visit(Graph graph, List<Graph> found)
        {
            if (found.Contains(graph))
            {
                return;
            }

            foreach (ChildGraph child in graph.Children)
            {
                Visit(child.Graph, found);
            }

            found.Add(graph);
        }
    }

    /// <summary>Trained numbers, those of called blocks included, once for each copy.</summary>
    public long ParameterCount { get; } =
        Sizes.Sum([.. Parameters.Where(parameter => !parameter.Parameter!.IsBuffer).Select(parameter => parameter.Parameter!.Count), .. Children.Select(child => Sizes.Product(child.Count, child.Graph.ParameterCount))]);

    /// <summary>Nodes that one run executes, those of called blocks included: blocks that use each other twice double it level by level.</summary>
    public long Steps { get; } = Sizes.Sum([Nodes.Count, .. Children.Select(child => Sizes.Product(child.Count, child.Graph.Steps))]);

    /// <summary>The sizes that a call brings with its inputs.</summary>
    public IEnumerable<Symbol> Symbols => Inputs.SelectMany(input => input.Type.Axes).SelectMany(axis => axis.Size.Symbols).Distinct();

    // Graphs are compared by identity: two blocks of equal content are still two places in the user's source.
    public bool Equals(Graph? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A block that a graph calls, with the parameters' place in the tree of the caller.</summary>
/// <param name="Path">Members from the caller's parameter class: <c>Layers</c>.</param>
/// <param name="File">Prefix of the names in weight files; an index follows when <paramref name="IsArray"/>.</param>
public sealed record ChildGraph(Spec.EquatableArray<string> Path, string File, Graph Graph, int Count, bool IsArray)
{
    public string Member => string.Join(".", (IEnumerable<string>)Path);

    /// <summary>Training keeps the inputs of copies, and runs each copy once more when its gradients are wanted (Chen et al. 2016, arXiv:1604.06174).</summary>
    public bool IsCheckpointed { get; init; }

    /// <summary>How many copies' activations training keeps at once.</summary>
    public int Frames => IsCheckpointed ? 1 : Count;
}

/// <summary>One of the two: a parameter of the graph's own, or a called block.</summary>
/// <param name="Layers">The layer that declared it, behind those that use the blocks around it, outermost first.</param>
public sealed record Declaration(ParameterDecl? Parameter, ChildGraph? Child, IReadOnlyList<Spec.LayerSpec> Layers)
{
    public Spec.LayerSpec? Layer => Layers.Count == 0 ? null : Layers[Layers.Count - 1];
}

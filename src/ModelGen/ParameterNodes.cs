using System;
using System.Collections.Generic;

namespace ModelGen;

/// <summary>What can be done with any node of a model's tree of parameters.</summary>
public static class ParameterNodes
{
    /// <summary>Training leaves all that lies below as it is from now on: see <see cref="Parameter.Freeze"/>.</summary>
    /// <remarks>A frozen BatchNorm normalises with its running statistics while training too, as prediction does.</remarks>
    /// <exception cref="InvalidOperationException">Nothing lies below that could be frozen by itself.</exception>
    public static void Freeze(this IParameterNode node)
    {
        foreach (Parameter parameter in Some(node)) parameter.Freeze();
    }

    /// <summary>Undoes <see cref="Freeze(IParameterNode)"/>.</summary>
    /// <exception cref="InvalidOperationException">Nothing lies below that could be frozen by itself.</exception>
    public static void Unfreeze(this IParameterNode node)
    {
        foreach (Parameter parameter in Some(node)) parameter.Unfreeze();
    }

    /// <inheritdoc cref="Freeze(IParameterNode)"/>
    /// <param name="nodes">Copies of a block, or some of them: <c>Parameters.H[..6]</c>.</param>
    public static void Freeze(this IEnumerable<IParameterNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        foreach (IParameterNode node in nodes) node.Freeze();
    }

    /// <inheritdoc cref="Unfreeze(IParameterNode)"/>
    /// <param name="nodes">Copies of a block, or some of them.</param>
    public static void Unfreeze(this IEnumerable<IParameterNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        foreach (IParameterNode node in nodes) node.Unfreeze();
    }

    /// <summary>What lies below several nodes; called by emitted code.</summary>
    public static IReadOnlyList<Parameter> Join(params ReadOnlySpan<IParameterNode> nodes)
    {
        List<Parameter> all = [];
        foreach (IParameterNode node in nodes) all.AddRange(node.All);
        return all;
    }

    private static IReadOnlyList<Parameter> Some(IParameterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.All is { Count: > 0 } all ? all : throw new InvalidOperationException($"{node.GetType().Name} has only views of a matrix that lies elsewhere, of which a part cannot be frozen: freeze the node above");
    }
}

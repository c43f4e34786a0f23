using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>A layer of the language: its arguments and defaults, its shape rule, and the ops that it stands for. Stateless.</summary>
internal abstract class Layer
{
    /// <summary>The attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>The layer has parameters (or is a block) and so takes a name in the parameter tree.</summary>
    public virtual bool IsNamed => false;

    /// <summary>What the words in the braces of a <c>WeightName</c> stand for, <c>{gate,up,down}</c>; none for a layer with one prefix.</summary>
    public virtual IReadOnlyList<string> WeightForms(LayerContext context) => [];

    /// <summary>
    /// Checks values first, then the input's type, then appends ops. Reports at most one error; after one, or for an unknown
    /// input, the result is <see cref="LayerContext.Unknown"/> and later layers stay silent about shapes.
    /// </summary>
    public abstract Value Lower(LayerContext context, Value x);
}

using System.Collections.Generic;

namespace ModelGen;

/// <summary>A node of a model's tree of parameters: a layer, a block, the whole model, or one parameter.</summary>
public interface IParameterNode
{
    /// <summary>What lies below, running statistics included.</summary>
    IReadOnlyList<Parameter> All { get; }
}

using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>One semantic model for each file, which keeps what it has bound: a block that asks for sizes is read once for each of the types that it is used with.</summary>
internal sealed class SemanticModels(Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public Compilation Compilation => compilation;

    public SemanticModel Of(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
#pragma warning disable RS1030 // a graph method's helpers stand in other files
            _models.Add(tree, model = compilation.GetSemanticModel(tree));
#pragma warning restore RS1030
        }

        return model;
    }
}

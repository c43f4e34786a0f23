using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Layers;

/// <summary>An adjacency with loops, divided by the roots of degrees.</summary>
internal sealed class AdjacencyOperation : Operation
{
    public override string Kind => "NormalizeAdjacency";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => IsSquare(x[0].Type)
        ? [Formulas.NormalizeAdjacency(context.Builder, context.Name, x[0])]
        : Refuse(context, ErrorId.WrongInput, null, $"'NormalizeAdjacency' gets {x[0].Type.ExampleText}: it takes numbers between nodes, [N, N]");

    public static bool IsSquare(TensorType type) => type.DType == DType.F32 && type.Axes.Count == 3 && type.Axes[1].Equals(type.Axes[2]);
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Recurrent;

namespace ModelGen.Compiler.Layers;

/// <summary>An Lstm that gives its last state and cell too.</summary>
internal sealed class LstmWithStateOperation : Operation
{
    public override string Kind => "LstmWithState";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) =>
        new RecurrentLayer(RecurrentKind.Lstm).Lower(context, x[0], x.Skip(1).FirstOrDefault(), x.Skip(2).FirstOrDefault(), withState: true);
}

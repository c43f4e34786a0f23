using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Random;

namespace ModelGen.Compiler.Layers;

/// <summary>Random numbers of a value's axes, drawn anew in each step of training.</summary>
internal sealed class RandomOperation(string kind) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => context.Lowering.AddMean is null
        ? [context.Builder.Add(new RandomOp(kind == "Normal", context.Scope.NextRandomSite(used: true)), context.Name, x[0])]
        : Refuse(context, ErrorId.MisplacedHead, null, $"'{kind}' draws random numbers: that belongs into the graph method, of which they can be an output");
}

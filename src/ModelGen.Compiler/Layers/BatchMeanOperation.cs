using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>In an objective: the batch's mean of a number per example.</summary>
internal sealed class BatchMeanOperation : Operation
{
    public override string Kind => "BatchMean";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) =>
        context.Lowering.AddMean is not { } mean ? Refuse(context, ErrorId.MisplacedHead, null, "'BatchMean' is over all examples: it belongs into the method marked [Objective]")
        : x[0].Type.Equals(TensorType.F32(Axis.Batch)) ? [mean(x[0])]
        : Refuse(context, ErrorId.LossMismatch, null, $"'BatchMean' takes one number for each example, but it gets {x[0].Type.ExampleText}: take its .Sum() or .Mean() first");
}

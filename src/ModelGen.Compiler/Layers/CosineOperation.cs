using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Cosine;

namespace ModelGen.Compiler.Layers;

/// <summary>The cosine of two values over F.</summary>
internal sealed class CosineOperation : Operation
{
    public override string Kind => "Cosine";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (x.FirstOrDefault(value => value.Type.DType != DType.F32 || !value.Type.EndsInFeature) is { } wrong)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'Cosine' gets {wrong.Type.ExampleText}: it takes vectors [F] or [T, F]");
        }

        return x[0].Type.Equals(x[1].Type)
            ? [context.Builder.Add(new CosineOp(), context.Name, x[0], x[1])]
            : Refuse(context, ErrorId.OperandsDiffer, null, $"'Cosine' gets {x[0].Type.ExampleText} and {x[1].Type.ExampleText}: {Operands.Disagreement(x) ?? "they must be equal"}", Operands.Mend(x));
    }
}

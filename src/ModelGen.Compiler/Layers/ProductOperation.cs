using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.MatMul;

namespace ModelGen.Compiler.Layers;

/// <summary>MatMul, Dot and Outer: products of two values of each example.</summary>
internal sealed class ProductOperation(string kind) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        (TensorType a, TensorType b) = (x[0].Type, x[1].Type);
        string both = $"'{kind}' gets {a.ExampleText} and {b.ExampleText}";
        int most = kind == "MatMul" ? 3 : 2;
        if (a.DType != DType.F32 || b.DType != DType.F32 || a.Axes.Count < 2 || b.Axes.Count < 2 || (kind != "Dot" && (a.Axes.Count > most || b.Axes.Count > most)))
        {
            return Refuse(context, ErrorId.WrongInput, null, both + (kind == "MatMul" ? ": it takes numbers along one or two axes each" : ": it takes vectors"));
        }

        if (kind == "Outer")
        {
            return [Formulas.Outer(context.Builder, context.Name, x[0], x[1])];
        }

        if (kind == "Dot")
        {
            return a.Equals(b)
                ? [Formulas.Dot(context.Builder, context.Name, x[0], x[1])]
                : Refuse(context, ErrorId.OperandsDiffer, null, $"{both}: {Operands.Disagreement(x) ?? "they must be equal"}", Operands.Mend(x));
        }

        (Axis inner, Axis outer) = (a.Last, b.Axes[1]);
        return Meet(inner, outer)
            ? [context.Builder.Add(new MatMulOp(), context.Name, x[0], RealSteps.Of(context, x[1], 1) is { } real ? RealSteps.Hide(context, x[1], real) : x[1])]
            : Refuse(context, ErrorId.OperandsDiffer, null, $"{both}: the last axis of the first, {inner}, and the first of the second, {outer}, differ", Meet(b.Last, a.Axes[1]) ? new(MendKind.SwapOperands) : null);
    }

    private static bool Meet(Axis inner, Axis outer) => inner.Size.Equals(outer.Size)
        && (inner.Role == outer.Role || inner.Role == AxisRole.None || outer.Role == AxisRole.None)
        && (inner.Name == outer.Name || inner.Name.Length == 0 || outer.Name.Length == 0);
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.InfoNce;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Layers;

/// <summary>A loss in an objective that is made of other ops: its terms, and what the reduction makes of them.</summary>
internal sealed class TermsOperation(string kind) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (context.Lowering.AddMean is not { } mean)
        {
            return Refuse(context, ErrorId.MisplacedHead, null, $"'{kind}' is a loss: it belongs into the method marked [Objective]");
        }

        if (Numbers.FirstOrDefault(number => context.Spec.Has(number.Argument) && !number.Takes(context.Spec.Real(number.Argument, 0))) is { Argument: not null } wrong)
        {
            return Refuse(context, ErrorId.OutOfRange, wrong.Argument, $"{wrong.Argument} of '{kind}' must be {wrong.Range}, not {LayerText.Number(context.Spec.Real(wrong.Argument, 0))}");
        }

        TensorType first = x[0].Type;
        bool takesIds = kind == "Focal";
        TensorType wanted = takesIds ? new(DType.I32, new([.. first.Axes.Take(first.Axes.Count - 1)])) : first;
        if (first.DType != DType.F32 || (kind != "BinaryFocal" && !first.EndsInFeature) || (kind == "InfoNce" && first.Axes.Count != 2))
        {
            return Refuse(context, ErrorId.LossMismatch, null, $"'{kind}' takes {(kind == "InfoNce" ? "[F]" : "[F] or [T, F]")}, but it gets {first.ExampleText}");
        }

        if (x.Skip(1).FirstOrDefault(value => !value.Type.Equals(wanted)) is { } other)
        {
            return Refuse(context, ErrorId.OperandsDiffer, null, $"'{kind}' gets {first.ExampleText} and {other.Type.ExampleText}, which must be {wanted.ExampleText}");
        }

        return [Reduced(context, Terms(context, x), mean)];
    }

    private IEnumerable<(string Argument, string Range, Func<double, bool> Takes)> Numbers => kind switch
    {
        "InfoNce" => [("temperature", "above 0", value => value is > 0 and < double.PositiveInfinity)],
        "Triplet" => [("margin", "at least 0", value => value is >= 0 and < double.PositiveInfinity)],
        "Focal" => [("gamma", "at least 0", value => value is >= 0 and < double.PositiveInfinity), ("alpha", "at least 0", value => value is >= 0 and < double.PositiveInfinity)],
        "BinaryFocal" => [("gamma", "at least 0", value => value is >= 0 and < double.PositiveInfinity), ("alpha", "between 0 and 1", value => value is >= 0 and <= 1)],
        _ => [],
    };

    /// <summary>What the argument <c>reduction</c> makes of terms.</summary>
    public static Value Reduced(LayerContext context, Value terms, Func<Value, Value> mean) => context.Spec.Text("reduction") switch
    {
        "None" => terms,
        "Sum" => terms.Type.Axes.Count == 1 ? terms : ReduceOp.Over(context.Builder, ReduceKind.Sum, terms, [.. Enumerable.Range(1, terms.Type.Axes.Count - 1)], context.Name),
        _ => mean(terms),
    };

    private Value Terms(LayerContext context, IReadOnlyList<Value> x)
    {
        GraphBuilder builder = context.Builder;
        double gamma = context.Spec.Real("gamma", 2), alpha = context.Spec.Real("alpha", kind == "Focal" ? 1 : 0.25);
        return kind switch
        {
            "Focal" => LossTerms.Focal(builder, x[0], x[1], gamma, alpha, context.Spec.Int("ignoreIndex", -100)),
            "BinaryFocal" => LossTerms.BinaryFocal(builder, x[0], x[1], gamma, alpha),
            "KlDivergence" => LossTerms.KlDivergence(builder, x[0], x[1]),
            "CosineDistance" => LossTerms.CosineDistance(builder, x[0], x[1]),
            "Triplet" => LossTerms.Triplet(builder, x[0], x[1], x[2], context.Spec.Real("margin", 1)),
            "InfoNce" => builder.Add(new InfoNceOp(context.Spec.Real("temperature", 0.07), context.Spec.Bool("symmetric")), context.Name, x[0], x[1]),
            _ => throw new InvalidOperationException(kind),
        };
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.MatMul;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Layers;

/// <summary>A linear layer of a graph method that has the matrix of a shared layer: the table of an embedding as it is, a linear layer's transposed. Its bias is its own.</summary>
internal static class TiedLinear
{
    /// <param name="scope">Of the shared layer's first call.</param>
    public static Value Lower(LayerContext context, Value x, SequenceScope scope, long outputs)
    {
        IReadOnlyList<Declaration> all = context.Builder.Under(scope.Path);
        Declaration[] weights = [.. all.Where(known => known.Parameter is { } parameter && parameter.Path[parameter.Path.Count - 1] == "Weight" && known.Layer?.Kind is "Embedding" or "Linear")];
        if (weights.Length != 1 || all.Any(known => known.Layer != weights[0].Layer))
        {
            return context.Fail(ErrorId.OutOfRange, "TiedTo", $"TiedTo of '{LayerText.Of(context.Spec)}' must be a shared embedding or a single shared linear layer, which has one matrix");
        }

        ParameterDecl table = weights[0].Parameter!;
        bool isLinear = weights[0].Layer!.Kind == "Linear";
        long inputs = x.Type.Last.Size.Constant, rows = table.Sizes[0], columns = table.Sizes[1];
        (long takes, long gives) = isLinear ? (rows, columns) : (columns, rows);
        if (takes != inputs || gives != outputs)
        {
            bool fits = takes == inputs;
            return context.Fail(
                ErrorId.TiedMismatch,
                fits ? "outFeatures" : "TiedTo",
                $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}, and its weight is the matrix [{rows}, {columns}] of '{LayerText.Of(weights[0].Layer!)}': {(fits ? $"set {gives} outputs" : $"{takes} features must arrive, not {inputs}")}",
                blamePrevious: !fits,
                fits ? Mend.Set("outFeatures", gives) : null,
                weights[0].Layer!.Source);
        }

        Value weight = context.Builder.FindParameter(table.Path)!;
        bool hasBias = context.Spec.Bool("Bias", true);
        Initial initial = LinearLayer.BiasOf(context, inputs);
        if (!isLinear)
        {
            return context.Builder.Add(new LinearOp(), context.Name, x, weight, hasBias ? context.Parameter("Bias", initial, outputs) : null, null);
        }

        // Of the product the second operand's axis has no role.
        Value product = context.Builder.Add(new MatMulOp(), context.Name + "Product", x, weight);
        Value features = context.Builder.Add(new ReshapeOp(x.Type.WithFeatures(outputs)), hasBias ? context.Name + "Features" : context.Name, product);
        return !hasBias ? features : Formulas.Along(context.Builder, context.Name, features, value => Formulas.Sum(context.Builder, context.Name, value, context.Learned("Bias", initial, [value.Type.Last])));
    }
}

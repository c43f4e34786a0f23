using System;
using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// What each head of attention adds to its scores by the way from a query to a key, from a table of buckets: [heads, 2 T], which a <c>SelfAttention</c> takes as its second operand. Of a sequence, for T alone.
/// A step of configurations' models; as T5 and MPNet have it (Raffel et al. 2019, arXiv:1910.10683; Song et al. 2020, arXiv:2004.09297).
/// </summary>
internal sealed class RelativeBiasLayer : Layer
{
    public override string Kind => "RelativeBias";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("Heads", out int heads) || !context.Size("Buckets", out int buckets, 32, minimum: 4) || !context.Size("Distance", out int distance, 128) || !context.Deviation("InitStd", 1, out double deviation)
            || x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        Value table = context.Learned("Weight", Initial.Normal(deviation), [Axis.Plain(buckets), Axis.Plain(heads)]);
        return Formulas.RelativeBias(context.Builder, context.Name, x, table, Starts(buckets / 2, distance));
    }

    /// <summary>How far away the first key of each further bucket is: one step for each bucket of the first half, then in steps of a geometric series up to <paramref name="distance"/>.</summary>
    /// <param name="buckets">Of one direction.</param>
    internal static IReadOnlyList<int> Starts(int buckets, int distance)
    {
        var starts = new List<int>();
        int exact = buckets / 2;
        int Bucket(int away) => away < exact ? away
            : Math.Min(buckets - 1, exact + (int)((float)Math.Log((float)away / exact) / (float)Math.Log((double)distance / exact) * (buckets - exact)));
        for (int bucket = 1, away = 1; bucket < buckets; bucket++)
        {
            while (Bucket(away) < bucket)
            {
                away++;
            }

            starts.Add(away);
        }

        return starts;
    }
}

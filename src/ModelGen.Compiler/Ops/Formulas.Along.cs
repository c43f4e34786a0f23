using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Ops;

/// <content>Values that have an axis twice, [T, T]: what lacks one of the two would fit in two ways.</content>
internal static partial class Formulas
{
    /// <summary>A formula of a value whose axes are all different while it is made; the result has the axes that it would have had.</summary>
    public static Value Along(GraphBuilder builder, string name, Value x, Func<Value, Value> formula)
    {
        Axis[] own = [.. x.Type.Axes], apart = [.. own];
        var names = new Dictionary<Axis, Axis>();
        for (int i = 1; i < own.Length; i++)
        {
            if (own.Take(i).Contains(own[i]))
            {
                apart[i] = own[i] with { Name = $"{own[i].Name}#{i}" };
                names[apart[i]] = own[i];
            }
        }

        if (names.Count == 0)
        {
            return formula(x);
        }

        Value made = formula(builder.Add(new ReshapeOp(new(x.Type.DType, new(apart))), name + "Apart", x));
        Value result = builder.Add(new ReshapeOp(new(made.Type.DType, new([.. made.Type.Axes.Select(axis => names.TryGetValue(axis, out Axis? before) ? before : axis)]))), name, made);
        result.Below = made.Below;
        return result;
    }
}

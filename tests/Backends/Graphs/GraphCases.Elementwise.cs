using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;

/// <content>Operands of fewer axes, and chains.</content>
internal static partial class GraphCases
{
    /// <summary>A gate [C] beside [C, H, W], and a learned value for each channel and for each column.</summary>
    private static LoweredModel Gates()
    {
        var builder = new GraphBuilder("Gates");
        Value image = Input(builder, TensorType.Image(3, 4, 5));
        Value squeezed = Linear(builder, "excite", builder.Add(new ReshapeOp(Features(3)), "pooled", ReduceOp.Over(builder, ReduceKind.Mean, image, [2, 3], "means")), 3);
        Value gate = builder.Add(new ElementwiseOp(Functions.Sigmoid), "gate", builder.Add(new ReshapeOp(new(DType.F32, new([.. image.Type.Axes.Take(2)]))), "channels", squeezed));
        Value gated = builder.Add(new ElementwiseOp(Functions.Multiply), "gated", image, gate);
        Value shifted = builder.Add(new ElementwiseOp(Functions.Add), "shifted", gated, Weights(builder, "shift", image.Type.Axes[1]));
        Value scaled = Map(builder, "scaled", x => Functions.Tanh.Of(x[0] * x[1]), shifted, Weights(builder, "columns", image.Type.Axes[3]));
        return Model(builder, Linear(builder, "head", builder.Add(new ReshapeOp(Features(60)), "flat", scaled), 2));
    }

    /// <summary>A number for each step, for each example and for each feature beside [T, F]; the smaller operand first, and between two others.</summary>
    private static LoweredModel Rows()
    {
        var builder = new GraphBuilder("Rows");
        Value x = Input(builder, Steps(5));
        Value step = ReduceOp.Over(builder, ReduceKind.Mean, x, [2], "step");
        Value example = ReduceOp.Over(builder, ReduceKind.Sum, x, [1, 2], "example");
        Value feature = ReduceOp.Over(builder, ReduceKind.Max, x, [1], "feature");
        Value centred = builder.Add(new ElementwiseOp(Functions.Subtract), "centred", step, x);
        Value near = Map(builder, "near", v => v[0] / (1 + Functions.Square.Of(v[1])), centred, example);
        Value mixed = Map(builder, "mixed", v => Functions.Gelu.Of((v[0] * v[1]) + v[2]) - v[3], feature, near, Weights(builder, "bias", Axis.Feature(5)), step);
        return Model(builder, Linear(builder, "head", mixed, 3));
    }

    /// <summary>One learned number beside everything; a function of it is made once, not for each step.</summary>
    private static LoweredModel Temperature()
    {
        var builder = new GraphBuilder("Temperature");
        Value x = Input(builder, Steps(4));
        Value scale = builder.Add(new ElementwiseOp(Functions.Exp), "scale", Weights(builder, "temperature"));
        Value warm = builder.Add(new ElementwiseOp(Functions.Multiply), "warm", x, scale);
        return Model(builder, Linear(builder, "head", builder.Add(new ElementwiseOp(Functions.Softplus), "soft", warm), 3));
    }

    /// <summary>Five functions, one kernel forward and one backward.</summary>
    private static LoweredModel Chain()
    {
        var builder = new GraphBuilder("Chain");
        Value x = Input(builder, Features(37));
        Value wide = Linear(builder, "wide", x, 37);
        Value gelu = builder.Add(new ElementwiseOp(Functions.Gelu), "gelu", wide);
        Value tanh = builder.Add(new ElementwiseOp(Functions.Tanh), "tanh", gelu);
        Value leaky = builder.Add(new ElementwiseOp(Functions.LeakyRelu, 0.1), "leaky", tanh);
        Value sum = builder.Add(new ElementwiseOp(Functions.Add), "sum", leaky, x);
        Value clamped = builder.Add(new ElementwiseOp(Functions.Clamp, -0.7, 0.9), "clamped", sum);
        Value powered = Map(builder, "powered", v => Functions.ToThe(v[0], 3) + (Functions.Abs.Of(v[0]) * Functions.Cos.Of(v[0])), clamped);
        return Model(builder, Linear(builder, "head", powered, 3));
    }

    /// <summary>More functions than one kernel takes, some with constants, one value that is used twice.</summary>
    private static LoweredModel LongChain()
    {
        var builder = new GraphBuilder("LongChain");
        Value x = Input(builder, Features(19));
        Value y = Linear(builder, "wide", x, 19);
        Function[] functions = [Functions.Sin, Functions.Silu, Functions.Softplus, Functions.GeluTanh, Functions.Erf, Functions.Sigmoid, Functions.Exp, Functions.Square, Functions.Tanh];
        for (int i = 0; i < 22; i++)
        {
            y = builder.Add(new ElementwiseOp(functions[i % functions.Length]), "f", y);
            y = i % 7 == 3 ? Map(builder, "m", v => (v[0] * 1.5) - (v[1] / 2), y, x) : y;
        }

        return Model(builder, Linear(builder, "head", y, 2));
    }

    /// <summary>Comparisons choose, also of operands with fewer axes; the greater of two.</summary>
    private static LoweredModel Masks()
    {
        var builder = new GraphBuilder("Masks");
        Value x = Input(builder, Steps(5));
        Value limit = Weights(builder, "limit", Axis.Feature(5));
        Value mean = ReduceOp.Over(builder, ReduceKind.Mean, x, [1], "mean");
        Value above = builder.Add(new ElementwiseOp(Functions.Less), "above", mean, x);
        Value chosen = builder.Add(new ElementwiseOp(Functions.Where), "chosen", above, x, limit);
        Value most = Map(builder, "most", v => Functions.Maximum.Of(v[0], v[1] * 0.5) + Functions.Minimum.Of(v[0], v[1]), chosen, mean);
        return Model(builder, Linear(builder, "head", most, 2));
    }
}

using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Activations;
using ModelGen.Compiler.Ops.Add;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Passes;

namespace ModelGen.Tests.Emitted;

/// <summary>Models of several inputs and outputs, built by hand: no attribute can say them.</summary>
internal static class GraphModels
{
    public static IReadOnlyDictionary<string, LoweredModel> All { get; } = new Dictionary<string, LoweredModel>
    {
        ["TwoHeads"] = TwoHeads(),
        ["Twice"] = Twice(),
        ["OneOfTwo"] = OneOfTwo(),
    };

    /// <summary>Both inputs reach both outputs; one output is a step on the way to the other.</summary>
    private static LoweredModel TwoHeads()
    {
        var builder = new GraphBuilder("TwoHeads");
        (Value pixels, Value extra) = (builder.Input("pixels", Features(6)), builder.Input("extra", Features(3)));
        Value hidden = builder.Add(new ActivationOp(Activation.Tanh), "hidden", Linear(builder, "wide", pixels, 5));
        Value sum = builder.Add(new AddOp(), "sum", hidden, Linear(builder, "side", extra, 5));
        Value mean = Linear(builder, "mean", sum, 4);
        Value more = builder.Add(new AddOp(), "more", Linear(builder, "spread", mean, 5), hidden);
        Value logVariance = builder.Add(new ActivationOp(Activation.Sigmoid), "logVariance", Linear(builder, "last", more, 2));
        return Model(builder, ["Mean", "LogVariance"], mean, logVariance);
    }

    /// <summary>One value given out twice, under another shape too, and an input given back.</summary>
    private static LoweredModel Twice()
    {
        var builder = new GraphBuilder("Twice");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Plain(2), Axis.Plain(3)));
        Value flat = builder.Add(new ReshapeOp(Features(6)), "flat", x);
        Value y = builder.Add(new ActivationOp(Activation.Tanh), "y", flat);
        Value folded = builder.Add(new ReshapeOp(x.Type), "folded", y);
        return Model(builder, ["First", "Second", "Folded", "Given"], y, y, folded, flat);
    }

    /// <summary>No output depends on the second input, nor on its layer.</summary>
    private static LoweredModel OneOfTwo()
    {
        var builder = new GraphBuilder("OneOfTwo");
        (Value read, Value unread) = (builder.Input("read", Features(4)), builder.Input("unread", Features(3)));
        Linear(builder, "lost", unread, 5);
        return Model(builder, ["output"], Linear(builder, "kept", read, 2));
    }

    private static TensorType Features(long size) => TensorType.F32(Axis.Batch, Axis.Feature(size));

    private static Value Linear(GraphBuilder builder, string name, Value x, long width)
    {
        long own = x.Type.Last.Size.Constant;
        string member = CSharpNames.Pascal(name);
        Value weight = builder.Parameter(new(new(member, "Weight"), name + ".weight", new([width, own]), Initial.Uniform(1)));
        Value bias = builder.Parameter(new(new(member, "Bias"), name + ".bias", new([width]), Initial.Uniform(1)));
        return builder.Add(new LinearOp(), name, x, weight, bias, null);
    }

    private static LoweredModel Model(GraphBuilder builder, string[] names, params Value[] outputs)
    {
        Graph main = builder.Build(OwnResults.Run(builder, outputs));
        return new(new(main.Name, "", main.Name, "public"), Verify.Run(main), null, []) { OutputNames = names };
    }
}

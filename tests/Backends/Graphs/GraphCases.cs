using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;

/// <summary>Models of one input that no attribute can say, built by hand: on the CPU they are held to their definition in double precision, on the other targets to the CPU's numbers.</summary>
internal static partial class GraphCases
{
    public static IReadOnlyDictionary<string, LoweredModel> All { get; } = new LoweredModel[]
    {
        Gates(), Rows(), Temperature(), Chain(), LongChain(), Masks(),
        Extremes(), Spaces(), Middle(), PaddedSums(), PaddedExtremes(),
        Cosines(),
        Parts(), Turns(), Token(),
        Lookups(), Shifts(), Neighbourhoods(),
        Products(), Formulae(), Attended(), Objectives(), Contrasts(),
        Looks(), PaddedLooks(), WideLooks(), PaddedRecurrence(), PlainRecurrence(), PaddedStacks(), PlainStacks(),
    }.ToDictionary(model => model.Type.Name);

    private static Axis Time => Axis.Time(6);

    private static TensorType Features(long size) => TensorType.F32(Axis.Batch, Axis.Feature(size));

    private static TensorType Steps(long size) => TensorType.F32(Axis.Batch, Time, Axis.Feature(size));

    private static LoweredModel Objectives() => Own("Objectives", Steps(4), 3, (objective, y, t) =>
        Map(objective.Nodes, "total", x => x[0] + (x[1] * 0.5) + (x[2] * 0.25), objective.Add(new HuberOp(), "near", y, t), objective.Mean(objective.Add(new MeanSquaredErrorOp(Compiler.Ops.Losses.Reduction.Sum), "far", y, t)), objective.CosineDistance(y, t)));

    private static LoweredModel Contrasts() => Own("Contrasts", Features(4), 3, (objective, y, t) =>
        Map(objective.Nodes, "total", x => x[0] + x[1] + x[2] + x[3], objective.InfoNce(y, t, 0.5, symmetric: true), objective.Triplet(y, t, t, 0.3), objective.CrossEntropy(y, t), objective.InfoNce(y, t, 0.5)));

    private static LoweredModel Own(string name, TensorType type, long width, Func<ObjectiveBuilder, Value, Value, Value> build)
    {
        var builder = new GraphBuilder(name);
        Graph main = Verify.Run(builder.Build(Linear(builder, "last", Input(builder, type), width)));
        var objective = new ObjectiveBuilder(main, ["output"]);
        Value y = objective.Output(0);
        return new(new(name, "", name, "public"), main, objective.Build(build(objective, y, objective.Target(new("target", y.Type)))), []);
    }

    // As emitted members of models of one input call it.
    private static Value Input(GraphBuilder builder, TensorType type) => builder.Input(new InputDecl("input", type), "x");

    /// <summary>A function of numbers over values.</summary>
    private static Value Map(GraphBuilder builder, string name, Func<Scalar[], Scalar> function, params Value[] x)
    {
        var expression = new ExpressionBuilder();
        (Expression built, IReadOnlyList<int> inputs) = expression.Build(function([.. x.Select((_, i) => expression.Input(i))]));
        return builder.Add(new ElementwiseOp(built), name, [.. inputs.Select(i => x[i])]);
    }

    /// <summary>A parameter that stands in a formula as itself.</summary>
    private static Value Weights(GraphBuilder builder, string name, params Axis[] axes) =>
        builder.Parameter(new(new(CSharpNames.Pascal(name)), name, new([.. axes.Select(axis => axis.Size.Constant).DefaultIfEmpty(1)]), Initial.Uniform(1)) { Axes = new(axes) });

    private static Value Linear(GraphBuilder builder, string name, Value x, long width)
    {
        string member = CSharpNames.Pascal(name);
        Value weight = builder.Parameter(new(new(member, "Weight"), name + ".weight", new([width, x.Type.Last.Size.Constant]), Initial.Uniform(1)));
        Value bias = builder.Parameter(new(new(member, "Bias"), name + ".bias", new([width]), Initial.Uniform(1)));
        return builder.Add(new LinearOp(), name, x, weight, bias, null);
    }

    private static LoweredModel Model(GraphBuilder builder, Value output)
    {
        Graph main = Verify.Run(builder.Build(OwnResults.Run(builder, [output])));
        return new(new(main.Name, "", main.Name, "public"), main, ObjectiveBuilder.Of(new MeanSquaredErrorOp(), main), []);
    }
}

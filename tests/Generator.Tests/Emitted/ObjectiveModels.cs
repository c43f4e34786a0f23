using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Passes;

namespace ModelGen.Tests.Emitted;

using Reduction = ModelGen.Compiler.Ops.Losses.Reduction;
using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;

/// <summary>Models of several inputs, outputs and targets with losses of their own, built by hand.</summary>
internal static class ObjectiveModels
{
    public static IReadOnlyDictionary<string, LoweredModel> All { get; } = new[] { TwoTasks(), Variational(), Steps(), OnePair(), OneOfTwoOutputs(), Short(), ShortSteps(), Scalars(), Names(), Focal(), FocalSteps(), Retina(), Soft(), Divergence(), Distances(), Triplets(), Contrast(), Matched() }.ToDictionary(model => model.Type.Name);

    /// <summary>Two inputs, two outputs, two targets, a weighted sum of means.</summary>
    private static LoweredModel TwoTasks()
    {
        (GraphBuilder builder, Value pixels, Value extra) = Inputs("TwoTasks", 6, 3);
        Value hidden = Tanh(builder, builder.Add(new ElementwiseOp(Functions.Add), "sum", Linear(builder, "wide", pixels, 5), Linear(builder, "side", extra, 5)));
        return Model(builder, ["Logits", "Amount"], [Linear(builder, "classify", hidden, 4), Linear(builder, "measure", hidden, 2)], (objective, y) =>
        {
            Value classes = objective.Add(new CrossEntropyOp(0.1, -100, new(0.5, 2, 1.25, 3)), "classes", y[0], objective.Target(new("label", new(DType.I32, new(Axis.Batch)))));
            Value amount = objective.Add(new HuberOp(), "amount", y[1], objective.Target(new("price", Features(2))));
            return Sum(objective, classes, amount, 0.3);
        });
    }

    /// <summary>No target: an input is one, and a number per example is left, of gradients to both arguments.</summary>
    private static LoweredModel Variational()
    {
        var builder = new GraphBuilder("Variational");
        Value pixels = builder.Input("pixels", Features(4));
        Value hidden = Tanh(builder, Linear(builder, "encode", pixels, 5));
        (Value mean, Value spread) = (Linear(builder, "mean", hidden, 3), Linear(builder, "spread", hidden, 3));
        Value code = builder.Add(new ElementwiseOp(Functions.Multiply), "code", mean, spread);
        return Model(builder, ["Logits", "Mean", "Spread"], [Linear(builder, "decode", code, 4), mean, spread], (objective, y) =>
        {
            Value image = objective.Add(new MeanSquaredErrorOp(Reduction.Sum), "image", y[0], objective.Input(0));
            Value apart = objective.Add(new MeanAbsoluteErrorOp(Reduction.Sum), "apart", y[1], y[2]);
            return Sum(objective, image, apart, 0.7);
        });
    }

    /// <summary>Padded steps count in neither loss, be it a mean or a sum.</summary>
    private static LoweredModel Steps()
    {
        var builder = new GraphBuilder("Steps");
        Value ids = builder.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, Axis.Time(9))), Vocabulary: 11, Padding: 0));
        Value speaker = builder.Input("speaker", Features(2));
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 4L]), Initial.Normal(1)));
        Value words = Tanh(builder, builder.Add(new EmbeddingOp(), "embedded", ids, table, null, null));
        return Model(builder, ["Tags", "Numbers", "Voice"], [Linear(builder, "tag", words, 5), Linear(builder, "number", words, 2), Linear(builder, "voice", speaker, 2)], (objective, y) =>
        {
            Value tags = objective.Add(new CrossEntropyOp(0, -1, default), "tags", y[0], objective.Target(new("tags", new(DType.I32, new(Axis.Batch, Axis.Time(9))))));
            Value numbers = objective.Mean(objective.Add(new MeanSquaredErrorOp(Reduction.Sum), "numbers", y[1], objective.Target(new("wanted", y[1].Type))));
            Value sum = objective.Mean(objective.Add(new CrossEntropyOp(0, -1, default, Reduction.Sum), "all", y[0], objective.Target(new("other", new(DType.I32, new(Axis.Batch, Axis.Time(9)))))));
            return Sum(objective, Sum(objective, tags, numbers, 0.5), sum, 0.25);
        });
    }

    /// <summary>One of each, and an objective of two terms: batches are the library's own.</summary>
    private static LoweredModel OnePair()
    {
        var builder = new GraphBuilder("OnePair");
        Value x = builder.Input("x", Features(4));
        return Model(builder, ["y"], [Linear(builder, "last", Tanh(builder, Linear(builder, "first", x, 5)), 3)], (objective, y) =>
        {
            Value target = objective.Target(new("wanted", Features(3)));
            return Sum(objective, objective.Add(new BinaryCrossEntropyOp(), "near", y[0], target), objective.Mean(objective.Add(new HuberOp(Reduction.Sum), "far", y[0], target)), 2);
        });
    }

    /// <summary>The loss does not depend on one of the outputs, nor on one of the inputs.</summary>
    private static LoweredModel OneOfTwoOutputs()
    {
        (GraphBuilder builder, Value read, Value unread) = Inputs("OneOfTwoOutputs", 4, 3);
        return Model(builder, ["Free", "Kept"], [Linear(builder, "lost", unread, 2), Linear(builder, "kept", read, 3)], (objective, y) =>
            objective.Add(new MeanAbsoluteErrorOp(), "loss", y[1], objective.Target(new("wanted", Features(3)))));
    }

    /// <summary>Several inputs and the short form: one mean loss of the only output.</summary>
    private static LoweredModel Short()
    {
        (GraphBuilder builder, Value read, Value also) = Inputs("Short", 4, 3);
        Graph main = builder.Build(builder.Add(new ElementwiseOp(Functions.Add), "sum", Linear(builder, "one", read, 3), Linear(builder, "two", also, 3)));
        return new(new("Short", "", "Short", "public"), Verify.Run(main), ObjectiveBuilder.Of(new CrossEntropyOp(0, -100, default), main), []);
    }

    /// <summary>The short form over steps, of which the second input's padding does not count.</summary>
    private static LoweredModel ShortSteps()
    {
        var builder = new GraphBuilder("ShortSteps");
        Value extra = builder.Input("extra", Features(2));
        Value ids = builder.Input(new InputDecl("ids", new(DType.I32, new(Axis.Batch, Axis.Time(9))), Vocabulary: 11, Padding: 0));
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 4L]), Initial.Normal(1)));
        Linear(builder, "lost", extra, 5);
        Graph main = builder.Build(Linear(builder, "tag", builder.Add(new EmbeddingOp(), "embedded", ids, table, null, null), 3));
        return new(new("ShortSteps", "", "ShortSteps", "public"), Verify.Run(main), ObjectiveBuilder.Of(new MeanSquaredErrorOp(), main), []);
    }

    /// <summary>A chain behind the losses, and the loss of an example read twice.</summary>
    private static LoweredModel Scalars()
    {
        (GraphBuilder builder, Value left, Value right) = Inputs("Scalars", 3, 3);
        return Model(builder, ["A", "B1"], [Linear(builder, "one", left, 4), Linear(builder, "two", right, 4)], (objective, y) =>
        {
            Value apart = objective.Add(new MeanSquaredErrorOp(Reduction.Sum), "apart", y[0], y[1]);
            Value gate = objective.Nodes.Add(new ElementwiseOp(Functions.Tanh), "gate", apart);
            return objective.Nodes.Add(new ElementwiseOp(Functions.Multiply), "both", gate, apart);
        });
    }

    /// <summary>Names that emitted code has other uses for.</summary>
    private static LoweredModel Names()
    {
        (GraphBuilder builder, Value first, Value second) = Inputs("Names", 3, 3, "weights");
        return Model(builder, ["Loss", "Step"], [Linear(builder, "one", first, 2), Linear(builder, "two", second, 2)], (objective, y) =>
            Sum(objective, objective.Add(new MeanSquaredErrorOp(), "loss", y[0], objective.Target(new("examples", Features(2)))), objective.Add(new MeanSquaredErrorOp(), "dLoss", y[1], objective.Target(new("target", Features(2)))), 1));
    }

    private static LoweredModel Focal() => OneOutput("Focal", 4, (objective, y) =>
        objective.Focal(y, objective.Target(new("label", new(DType.I32, new(Axis.Batch)))), gamma: 2, alpha: 0.25));

    /// <summary>Neither padded steps nor ignored ids count.</summary>
    private static LoweredModel FocalSteps()
    {
        var builder = new GraphBuilder("FocalSteps");
        Value ids = builder.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, Axis.Time(9))), Vocabulary: 11, Padding: 0));
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 4L]), Initial.Normal(1)));
        return Model(builder, ["tags"], [Linear(builder, "tag", builder.Add(new EmbeddingOp(), "embedded", ids, table, null, null), 3)], (objective, y) =>
        {
            Value label = objective.Target(new("label", new(DType.I32, new(Axis.Batch, Axis.Time(9)))));
            return Sum(objective, objective.Focal(y[0], label, 1.5, ignoreIndex: -1), objective.Mean(objective.Focal(y[0], label, 3, ignoreIndex: -1, reduction: Reduction.Sum)), 0.5);
        });
    }

    private static LoweredModel Retina() => OneOutput("Retina", 3, (objective, y) => objective.BinaryFocal(y, objective.Target(new("wanted", Features(3))), gamma: 2, alpha: 0.25));

    private static LoweredModel Soft() => OneOutput("Soft", 3, (objective, y) => objective.CrossEntropy(y, objective.Target(new("wanted", Features(3)))));

    /// <summary>Gradients to both arguments.</summary>
    private static LoweredModel Divergence()
    {
        (GraphBuilder builder, Value left, Value right) = Inputs("Divergence", 3, 3);
        Value Likely(string name, Value x) => builder.Add(new ElementwiseOp(Functions.Sigmoid), name + "Probability", Linear(builder, name, x, 4));
        return Model(builder, ["P", "Q"], [Likely("one", left), Likely("two", right)], (objective, y) => objective.KlDivergence(y[0], y[1]));
    }

    private static LoweredModel Distances()
    {
        (GraphBuilder builder, Value left, Value right) = Inputs("Distances", 3, 3);
        return Model(builder, ["A", "C"], [Linear(builder, "one", left, 4), Linear(builder, "two", right, 4)], (objective, y) =>
            objective.Mean(objective.CosineDistance(y[0], y[1], Reduction.None)));
    }

    private static LoweredModel Triplets()
    {
        (GraphBuilder builder, Value left, Value right) = Inputs("Triplets", 3, 3);
        return Model(builder, ["Anchor", "Other"], [Linear(builder, "one", left, 4), Linear(builder, "two", right, 4)], (objective, y) =>
            objective.Triplet(y[0], y[1], objective.Target(new("far", Features(4))), margin: 3));
    }

    private static LoweredModel Contrast() => Pair("Contrast", symmetric: false);

    private static LoweredModel Matched() => Pair("Matched", symmetric: true);

    private static LoweredModel Pair(string name, bool symmetric)
    {
        (GraphBuilder builder, Value left, Value right) = Inputs(name, 3, 3);
        return Model(builder, ["A", "C"], [Linear(builder, "one", left, 4), Linear(builder, "two", right, 4)], (objective, y) => objective.InfoNce(y[0], y[1], 0.4, symmetric));
    }

    private static LoweredModel OneOutput(string name, long width, Func<ObjectiveBuilder, Value, Value> objective)
    {
        var builder = new GraphBuilder(name);
        Value x = builder.Input("x", Features(4));
        return Model(builder, ["y"], [Linear(builder, "last", Tanh(builder, Linear(builder, "first", x, 5)), width)], (own, y) => objective(own, y[0]));
    }

    private static Value Sum(ObjectiveBuilder objective, Value a, Value b, double factor)
    {
        var builder = new ExpressionBuilder();
        return objective.Nodes.Add(new ElementwiseOp(builder.Build(builder.Input(0) + (builder.Input(1) * factor)).Expression), "total", a, b);
    }

    private static (GraphBuilder Builder, Value First, Value Second) Inputs(string name, long first, long second, string firstName = "pixels", string secondName = "extra")
    {
        var builder = new GraphBuilder(name);
        return (builder, builder.Input(firstName, Features(first)), builder.Input(secondName, Features(second)));
    }

    private static Value Tanh(GraphBuilder builder, Value x) => builder.Add(new ElementwiseOp(Functions.Tanh), "act", x);

    private static TensorType Features(long size) => TensorType.F32(Axis.Batch, Axis.Feature(size));

    private static Value Linear(GraphBuilder builder, string name, Value x, long width)
    {
        long own = x.Type.Last.Size.Constant;
        string member = CSharpNames.Pascal(name);
        Value weight = builder.Parameter(new(new(member, "Weight"), name + ".weight", new([width, own]), Initial.Uniform(1)));
        Value bias = builder.Parameter(new(new(member, "Bias"), name + ".bias", new([width]), Initial.Uniform(1)));
        return builder.Add(new LinearOp(), name, x, weight, bias, null);
    }

    private static LoweredModel Model(GraphBuilder builder, string[] names, Value[] outputs, Func<ObjectiveBuilder, Value[], Value> objective)
    {
        Graph main = Verify.Run(builder.Build(OwnResults.Run(builder, outputs)));
        var own = new ObjectiveBuilder(main, names);
        Objective built = own.Build(objective(own, [.. names.Select((_, i) => own.Output(i))]));
        return new(new(main.Name, "", main.Name, "public"), main, built, []) { OutputNames = names };
    }
}

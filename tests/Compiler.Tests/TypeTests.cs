using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.BatchMean;
using ModelGen.Compiler.Ops.Constant;
using ModelGen.Compiler.Ops.Detach;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Expand;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.Numbers;
using ModelGen.Compiler.Ops.Places;
using ModelGen.Compiler.Ops.Random;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Harness;
using ModelGen.Graphs;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Types come from inputs: an op that only repeated what it was told would pass every check between passes.</summary>
public class TypeTests
{
    /// <summary>Every op, forward and backward, of models of all kinds: a first input of another size changes the result, or is refused.</summary>
    [Fact]
    public void AnotherInputIsAnotherResultOrRefused() => Assert.All(Nodes(), node =>
    {
        if (node.Op is SliceOp or SliceGradientOp or ReduceOp or ExpandOp or PlacesOp or ConstantOp || node.Inputs.FirstOrDefault(input => input is { Parameter: null, Type.Axes.Count: > 0 }) is not { } first || (node.Op is BatchMeanOp && first.Type.Axes.Count > 1))
        {
            return; // the same part of another whole; what goes away may have any size; of an example like others only the batch counts; one number has none; a mean over all numbers is one; places and constants are what they are
        }

        // How many classes there are, neither ids nor a loss say: any number has the same types.
        bool isOverIds = node.Op is CrossEntropyOp;

        foreach (TensorType type in Others(first.Type, node.Output.Type.HasTime).Where(type => !isOverIds || type.Last == first.Type.Last))
        {
            Value?[] inputs = [.. node.Inputs.Select(input => input == first ? new Value("other", type) : input)];
            Assert.True(Infer(node.Op, inputs) is not { } types || !types.SequenceEqual(node.Outputs.Select(output => output.Type)), $"{node.Op.Name} takes {type} for {first.Type}");
        }
    });

    [Fact]
    public void NoOpIsForgotten() => Assert.Equal(
        [],
        typeof(Op).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract && type.Namespace!.StartsWith("ModelGen.Compiler.Ops.", StringComparison.Ordinal))
            .Where(type => !type.Name.EndsWith("WeightGradientOp", StringComparison.Ordinal) && type.Name is not ("EmbeddingGradientOp" or "PositionGradientOp" or "ParameterGradientOp")) // results are effects
            .Select(type => type.Name)
            .Except(Nodes().Select(node => node.Op.GetType().Name)));

    private static IReadOnlyList<TensorType>? Infer(Op op, Value?[] inputs)
    {
        try
        {
            return op.InferTypes(inputs);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Other features or channels; other steps, where the result has any.
    private static IEnumerable<TensorType> Others(TensorType type, bool hasTime)
    {
        int own = type.IsImage ? 1 : type.Axes.Count - 1;
        yield return With(type, own, type.Axes[own].Size.IsConstant ? type.Axes[own] with { Size = type.Axes[own].Size * 3 } : Longer(type.Axes[own]));
        if (hasTime && type.Axes.Count == 3 && type.Axes[1].Role == AxisRole.Time)
        {
            yield return With(type, 1, Longer(type.Axes[1]));
        }

        static Axis Longer(Axis time) => time with { Maximum = (3 * time.Maximum) + 20 };

        static TensorType With(TensorType type, int index, Axis axis) => new(type.DType, new([.. type.Axes.Select((each, i) => i == index ? axis : each)]));
    }

    private static IEnumerable<Node> Nodes()
    {
        (string Attributes, string[] Blocks)[] models =
        [
            (Golden.Gpt, []),
            (Golden.Llama, []),
            ("Input(4, 12, 12), Conv2d(6, Kernel = 3, Groups = 2), BatchNorm, Relu, MaxPool2d(2), ConvTranspose2d(4, Kernel = 3, Stride = 2), GroupNorm(2), AvgPool2d(3), Upsample2d(2), GlobalAveragePool, Linear(3), Loss(Loss.CrossEntropy)", []),
            ("Input(4, 12, 12), Conv2d(6, Kernel = 3), MaxPool2d(2), GlobalMaxPool, Elu, Softmax, LogSoftmax, Dropout(0.1)", []),
            ("Tokens(Vocabulary = 9, Context = 20, Padding = 0), Embedding(4), SinusoidalPosition, Conv1d(4, Kernel = 3), Tanh, MaxPool1d(2), AvgPool1d(2), Lstm(3, Bidirectional = true, ReturnSequences = true), Gru(3, ReturnSequences = true), GlobalMaxPool", []),
            ("Sequence(4, MaxLength = 20), Rnn(4, ReturnSequences = true), Residual<A>, Repeat<A>(2), SwiGlu(6), TakeLast", ["A = LayerNorm, SelfAttention(Heads = 2, Dropout = 0.1)"]),
            ("Sequence(4, MaxLength = 20), GlobalAveragePool", []),
            ("Sequence(4, MaxLength = 20), Gru(4), Linear(2)", []),
            ("Sequence(4, MaxLength = 20), Lstm(4, Bidirectional = true), Linear(2)", []),
            ("Sequence(4, MaxLength = 20), TakeFirst", []),
            ("Tokens(Vocabulary = 9, Context = 20, Separator = 2), Embedding(4), SelfAttention(Heads = 2, SoftCap = 3)", []),
            ("Sequence(4, MaxLength = 20), ConvTranspose1d(3, Kernel = 3, Stride = 2)", []),
            ("Input(4, 6, 5), Pad2d(1)", []),
            ("Input(4, 6), Flatten", []),
            ("Tokens(Vocabulary = 9, Context = 20, Padding = 0), Embedding(4), Loss(Loss.CrossEntropy)", []),
            ("Tokens(Vocabulary = 9, Context = 20, Padding = 0), Embedding(4), Loss(Loss.MeanSquaredError)", []),
            ("Input(4), Linear(2), Loss(Loss.BinaryCrossEntropy)", []),
            ("Input(4), Linear(2), Loss(Loss.MeanAbsoluteError)", []),
            ("Sequence(4, MaxLength = 20), Linear(2), Loss(Loss.Huber)", []),
        ];
        foreach (LoweredModel model in models.Select(model => Compiled.Model(model.Attributes, model.Blocks)).Concat(GraphCases.All.Values))
        {
            PlannedModel plan = ModelCompiler.PlanCpu(model);
            IEnumerable<Node> nodes = [
                .. model.Main.WithCallees().SelectMany(graph => graph.Nodes),
                .. Decompose.Run(model, op => op is ICpuOp).Main.WithCallees().SelectMany(graph => graph.Nodes),
                .. ModelCompiler.PlanCpu(model, fuse: false).Training.SelectMany(pass => pass.Graph.Forward.Nodes.Concat(pass.Graph.Backward)),
                .. plan.Prediction.SelectMany(pass => pass.Nodes), .. plan.Decoding.SelectMany(pass => pass.Nodes),
                .. plan.Training.SelectMany(pass => pass.Graph.Forward.Nodes.Concat(pass.Graph.Backward)),
                .. plan.Loss?.Graph.Nodes ?? [], .. model.Objective is null ? [] : Loss(Differentiate.Run(model.Objective.Graph))];
            nodes = nodes.Concat(Loss(Differentiate.Run(PerExample(model))));
            static IEnumerable<Node> Loss(TrainingGraph graph) => graph.Forward.Nodes.Concat(graph.Backward);

            // An objective that is a number for each example.
            static Graph PerExample(LoweredModel model)
            {
                var objective = new ObjectiveBuilder(model.Main, model.OutputNames);
                Value output = objective.Output(0), target = objective.Target(new("wanted", output.Type));
                Value apart = objective.Add(new HuberOp(Reduction.Sum), "apart", output, target);
                return objective.Build(output.Type.Axes.Count == 2 ? objective.Nodes.Add(new ElementwiseOp(Functions.Add), "both", apart, objective.InfoNce(output, target, 0.1, reduction: Reduction.None)) : apart).Graph;
            }

            foreach (Node node in nodes.Where(node => node.Outputs.Count > 0))
            {
                yield return node;
            }
        }

        // What no attribute says, and no definition could draw again.
        var values = new GraphBuilder("Values");
        Value numbers = values.Input("x", TensorType.F32(Axis.Batch, Axis.Feature(4))), ids = values.Input("ids", new(DType.I32, new(Axis.Batch, Axis.Time(5))));
        values.Add(new RandomOp(isNormal: true, 0), "noise", values.Add(new DetachOp(), "held", numbers));
        values.Add(new NumbersOp(), "numbers", ids);
        foreach (Node node in values.Nodes)
        {
            yield return node;
        }

        TrainingGraph between = Differentiate.Run(Between());
        foreach (Node node in between.Forward.Nodes.Concat(between.Backward))
        {
            yield return node;
        }
    }

    private static Graph Between()
    {
        var builder = new GraphBuilder("Between");
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 7);
        Value query = builder.Input("query", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(8))), memory = builder.Input("memory", TensorType.F32(Axis.Batch, second, Axis.Feature(4)));
        return builder.Build(builder.Add(new AttentionOp(4, causal: false), "mixed", query, memory, memory, null, null));
    }
}

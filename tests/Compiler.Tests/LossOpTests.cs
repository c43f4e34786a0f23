using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Losses are ops like any other: types for each reduction, gradients for both arguments, one pass where nothing follows.</summary>
public class LossOpTests
{
    private static readonly TensorType s_logits = TensorType.F32(Axis.Batch, Axis.Time(20), Axis.Feature(5));
    private static readonly TensorType s_numbers = TensorType.F32(Axis.Batch, Axis.Feature(5));

    [Theory]
    [InlineData(Reduction.Mean, "f32[1]")]
    [InlineData(Reduction.Sum, "f32[B]")]
    [InlineData(Reduction.None, "f32[B, T]")]
    public void ALossHasTheTypeOfItsReduction(Reduction reduction, string type) =>
        Assert.Equal(type, new CrossEntropyOp(0, -100, default, reduction).InferTypes([new("y", s_logits), new("t", new CrossEntropyOp(0, -100, default).TargetOf(s_logits)), null, null])[0].ToString());

    [Fact]
    public void TermsOfNumbersAreAsManyAsThose() => Assert.Equal(s_numbers, new HuberOp(Reduction.None).InferTypes([new("y", s_numbers), new("t", s_numbers), null, null])[0]);

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.None)]
    public void BothArgumentsHaveGradients(Reduction reduction)
    {
        foreach (LossOp loss in new LossOp[] { new BinaryCrossEntropyOp(reduction), new MeanSquaredErrorOp(reduction), new MeanAbsoluteErrorOp(reduction), new HuberOp(reduction) })
        {
            TrainingGraph derived = Verify.Run(Differentiate.Run(Graph(loss, s_numbers, s_numbers)));
            Assert.Equal([s_numbers, s_numbers], derived.InputGradients.Take(2).Select(gradient => gradient!.Type));
            Assert.Equal([0, 1], derived.Backward.Select(node => Assert.IsType<LossGradientOp>(node.Op).Argument));
        }

        LossOp classes = new CrossEntropyOp(0, -100, default, reduction);
        TrainingGraph ids = Verify.Run(Differentiate.Run(Graph(classes, s_logits, classes.TargetOf(s_logits))));
        Assert.Equal(s_logits, ids.InputGradients[0]!.Type);
        Assert.Null(ids.InputGradients[1]);
    }

    /// <summary>Broadcasting never happens.</summary>
    [Fact]
    public void WhatDoesNotBelongTogetherIsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => Graph(new MeanSquaredErrorOp(), s_numbers, TensorType.F32(Axis.Batch, Axis.Feature(1))));
        Assert.Throws<InvalidOperationException>(() => Graph(new CrossEntropyOp(0, -100, default), s_logits, s_logits));
        Assert.Throws<InvalidOperationException>(() => Graph(new CrossEntropyOp(0, -100, new(1, 2)), s_logits, new CrossEntropyOp(0, -100, default).TargetOf(s_logits)));
    }

    /// <summary>A model's loss and its gradient are one pass over the output, with the mask before it.</summary>
    [Theory]
    [InlineData("Input(4), Linear(3), Loss(Loss.CrossEntropy)", new[] { "cross_entropy_both" })]
    [InlineData("Input(4), Linear(3), Loss(Loss.Huber)", new[] { "huber_both" })]
    [InlineData("Tokens(Vocabulary = 9, Context = 20, Padding = 0), Embedding(4), Loss(Loss.MeanSquaredError)", new[] { "padding_mask", "squared_error_both" })]
    public void AModelHasOnePass(string attributes, string[] ops)
    {
        LoweredModel model = Compiled.Model(attributes);
        Assert.Equal(ops, LossPass.Run(model).Graph.Nodes.Select(node => node.Op.Name));
        Assert.Equal(ops.Select(op => op.Replace("_both", "", StringComparison.Ordinal)), model.Objective!.Graph.Nodes.Select(node => node.Op.Name));
    }

    /// <summary>A sum is not fused: its gradient starts from each example's own.</summary>
    [Fact]
    public void AnotherReductionStaysApart()
    {
        TrainingGraph derived = Differentiate.Run(Graph(new HuberOp(Reduction.Sum), s_numbers, s_numbers));
        IReadOnlyList<Node> fused = Fuse.Run(derived.Forward with { Nodes = [.. derived.Forward.Nodes, .. derived.Backward], Outputs = [derived.Forward.Outputs[0], derived.InputGradients[0]!] }).Nodes;
        Assert.Contains(fused, node => node.Op is HuberOp);
    }

    private static Graph Graph(LossOp loss, TensorType output, TensorType target)
    {
        var builder = new GraphBuilder("L");
        Value y = builder.Input("y", output), t = builder.Input("t", target);
        return builder.Build(builder.Add(loss, "loss", y, t, null, null));
    }
}

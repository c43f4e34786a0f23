using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Graphs of several inputs and outputs, which no attribute can say yet.</summary>
public class ListTests
{
    private static readonly TensorType s_four = TensorType.F32(Axis.Batch, Axis.Feature(4));
    private static readonly TargetEnvironment s_torch = new(TorchSharpVersion: "0.107.0.0");

    [Fact]
    public void TheGradientsOfAllOutputsMeet()
    {
        // mean = x + y; variance = tanh(mean); both are results.
        var builder = new GraphBuilder("Two");
        (Value x, Value y) = (builder.Input("x", s_four), builder.Input("y", s_four));
        Value mean = builder.Add(new ElementwiseOp(Functions.Add), "mean", x, y);
        Value variance = builder.Add(new ElementwiseOp(Functions.Tanh), "variance", mean);
        TrainingGraph graph = Verify.Run(Differentiate.Run(builder.Build(mean, variance)));
        Assert.Equal("""
            forward Two
            {
                %mean: f32[B, 4] = add(%x, %y)
                %variance: f32[B, 4] = tanh(%mean)
                return %mean, %variance
            }
            backward Two(%dMean: f32[B, 4], %dVariance: f32[B, 4])
            {
                %dMean2: f32[B, 4] = tanh_backward(%dVariance, %mean)
                %dMean3: f32[B, 4] = add(%dMean, %dMean2)
                return %dMean3, %dMean3
            }

            """, GraphPrinter.Print(graph));
    }

    [Fact]
    public void WhatNoOutputDependsOnHasNoGradient()
    {
        var builder = new GraphBuilder("Unused");
        (Value x, Value y, Value ids) = (builder.Input("x", s_four), builder.Input("y", s_four), builder.Input("ids", new(DType.I32, new(Axis.Batch))));
        builder.Add(new ElementwiseOp(Functions.Tanh), "unread", y);
        TrainingGraph graph = Verify.Run(Differentiate.Run(builder.Build(builder.Add(new ElementwiseOp(Functions.Relu), "result", x))));
        Assert.Equal([true, false, false], graph.InputGradients.Select(gradient => gradient is not null));
        Assert.Equal("relu_backward", Assert.Single(graph.Backward).Op.Name);
        Assert.Equal([x, y, ids], graph.Forward.Inputs);
    }

    [Fact]
    public void AnOutputThatIsGivenTwiceHasTheSumOfBothGradients()
    {
        var builder = new GraphBuilder("Twice");
        Value y = builder.Add(new ElementwiseOp(Functions.Relu), "y", builder.Input("x", s_four));
        TrainingGraph graph = Verify.Run(Differentiate.Run(builder.Build(y, y)));
        Assert.Equal(["dY", "dY2"], graph.OutputGradients.Select(gradient => gradient.Name));
        Assert.Equal(graph.OutputGradients, graph.Backward[0].Inputs);
    }

    /// <summary>An op of several outputs gets one gradient for each, null for those that nothing depends on.</summary>
    [Theory]
    [InlineData(new[] { 0, 1 }, "1 1")]
    [InlineData(new[] { 1 }, "- 1")]
    [InlineData(new[] { 0 }, "1 -")]
    public void AnOpOfSeveralOutputsGetsAGradientForEach(int[] read, string expected)
    {
        var builder = new GraphBuilder("Halves");
        var halves = new HalvesOp();
        Node node = builder.AddNode(halves, "half", builder.Input("x", s_four));
        TrainingGraph graph = Verify.Run(Differentiate.Run(builder.Build([.. read.Select(i => node.Outputs[i])])));
        Assert.Equal(expected, halves.Seen);
        Assert.Equal("join", Assert.Single(graph.Backward).Op.Name);
        Assert.Same(graph.Backward[0].Output, graph.InputGradients[0]);
    }

    [Fact]
    public void AnOpWithoutAGradientForItsSecondOutputSaysSo()
    {
        var builder = new GraphBuilder("Pre");
        Value weight = builder.Parameter(new(new("Weight"), "weight", new([3L, 4L]), Initial.Ones));
        Node node = builder.AddNode(new LinearOp(Activation.Relu), "y", builder.Input("x", s_four), weight, null, null);
        Assert.Contains("linear has no gradient for outputs after the first", Assert.Throws<InvalidOperationException>(() => Differentiate.Run(builder.Build(node.Outputs[1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IlgpuTakesSeveralInputs()
    {
        var builder = new GraphBuilder("Two");
        (Value x, Value y) = (builder.Input("x", s_four), builder.Input("y", s_four));
        var model = new LoweredModel(new("Two", "", "Two", "public"), builder.Build(builder.Add(new ElementwiseOp(Functions.Add), "sum", x, y)), null, []);
        Assert.Null(GpuTarget.Fault(new(model.Type, default, default), model));
        Assert.Null(TorchTarget.Fault(new(model.Type, default, default), model, s_torch));
    }

    /// <summary>A module of TorchSharp takes six; more are one array.</summary>
    [Fact]
    public void TorchSharpTakesSevenInputsAsAnArray()
    {
        var builder = new GraphBuilder("Seven");
        Value[] inputs = [.. Enumerable.Range(0, 7).Select(i => builder.Input($"x{i}", s_four))];
        Value sum = inputs.Aggregate((a, b) => builder.Add(new ElementwiseOp(Functions.Add), "sum", a, b));
        var model = new LoweredModel(new("Seven", "", "Seven", "public"), builder.Build(sum), null, []);
        Assert.Null(TorchTarget.Fault(new(model.Type, default, default), model, s_torch));
        Assert.Contains("Module<Sharp::torch.Tensor[], Sharp::torch.Tensor>", TorchTarget.Emit(model, s_torch.TorchSharpVersion!).Text, StringComparison.Ordinal);
    }

    private sealed class HalvesOp : Op
    {
        public string Seen { get; private set; } = "";

        public override string Name => "halves";

        public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
        {
            TensorType half = inputs[0]!.Type.WithFeatures(inputs[0]!.Type.Last.Size.Constant / 2);
            return [half, half];
        }

        public override IReadOnlyList<Value?> Gradient(Node node, IReadOnlyList<Value?> outputGradients, GraphBuilder builder)
        {
            Seen = string.Join(" ", outputGradients.Select(gradient => gradient is null ? "-" : "1"));
            return [builder.Add(new JoinOp(node.Input(0).Type), "dX", [.. outputGradients])];
        }
    }

    private sealed class JoinOp(TensorType type) : Op
    {
        public override string Name => "join";

        public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [type];
    }
}

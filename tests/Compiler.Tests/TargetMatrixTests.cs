using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Tests.Harness;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Which target has which op. A target has an op when the partial in the op's room says so; what is missing is a row that all can read.</summary>
public class TargetMatrixTests
{
    private const string Begin = "<!-- ops: checked by TargetMatrixTests -->";
    private const string End = "<!-- end of ops -->";

    private static IReadOnlyList<Type> Ops { get; } =
    [
        .. typeof(Op).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract && type.Namespace!.StartsWith("ModelGen.Compiler.Ops.", StringComparison.Ordinal))
            .OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => type.IsSubclassOf(typeof(GradientOp))).ThenBy(type => type.Name, StringComparer.Ordinal),
    ];

    [Fact]
    public void TheTableSaysIt()
    {
        string text = File.ReadAllText(Path.Combine(Snapshot.Repository, "docs", "targets.md")).Replace("\r\n", "\n");
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        string expected = "\n| op | Cpu | TorchSharp | Ilgpu | Onnx |\n|---|---|---|---|---|\n" + string.Concat(Ops.Select(Row));
        string actual = text[begin..text.IndexOf(End, StringComparison.Ordinal)];
        Assert.True(expected == actual, $"docs/targets.md must have, between the two comments:\n{expected}");
    }

    /// <summary>A target that differentiates by the compiler's rules has the gradients of what it has.</summary>
    [Theory]
    [InlineData(typeof(ICpuOp))]
    [InlineData(typeof(IIlgpuOp))]
    public void WhatATargetHasItHasWithItsGradients(Type target) => Assert.All(
        Ops.GroupBy(type => type.Namespace).Where(room => room.Any(type => type.IsAssignableTo(target) && !type.IsSubclassOf(typeof(GradientOp)))),
        room => Assert.All(room.Where(type => type.IsSubclassOf(typeof(GradientOp))), gradient => Assert.True(gradient.IsAssignableTo(target), gradient.Name)));

    [Fact]
    public void LibtorchAndOnnxMeetNoGradient() =>
        Assert.DoesNotContain(Ops, type => type.IsSubclassOf(typeof(GradientOp)) && (type.IsAssignableTo(typeof(ITorchOp)) || type.IsAssignableTo(typeof(IOnnxOp))));

    /// <summary>Every layer's ops, or what they decompose into, run on the CPU.</summary>
    [Fact]
    public void TheCpuHasWhatLayersBuild() => Assert.All(
        Enumerable.Range(0, 60),
        seed =>
        {
            string attributes = new RandomSpecs(seed).Pipeline(out string[] blocks);
            Assert.All(Compiled.WithGradients(attributes, blocks).WithCallees().SelectMany(graph => graph.Nodes), node => Assert.IsAssignableFrom<ICpuOp>(node.Op));
        });

    private static string Row(Type op) => $"| {op.Name[..^2]} | {Cell(op, typeof(ICpuOp))} | {(op.IsSubclassOf(typeof(GradientOp)) ? "" : Cell(op, typeof(ITorchOp)))} | {Cell(op, typeof(IIlgpuOp))} | {(op.IsSubclassOf(typeof(GradientOp)) ? "" : Predicted(op))} |\n";

    // What is another op in prediction, or none, is exported as that.
    private static string Predicted(Type op) =>
        !op.IsAssignableTo(typeof(IOnnxOp)) && op.GetMethod(nameof(Op.Prediction))!.DeclaringType == op ? "in prediction" : Cell(op, typeof(IOnnxOp));

    private static string Cell(Type op, Type target) => op.IsAssignableTo(target) ? "yes" : op.GetMethod(nameof(Op.Decompose))!.DeclaringType == op ? "in parts" : "no";
}

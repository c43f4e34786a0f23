using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The embedded default: safe C# over the runtime library's SIMD kernels.</summary>
internal static class CpuTarget
{
    /// <summary>Passes over spans.</summary>
    public static PassTarget Passes(CpuExpressions expressions) => new(
        "CpuPasses",
        "The passes for the CPU: calls of SIMD kernels over planned memory.",
        ["Cpu::ThreadTeam team"],
        ["team"],
        element => $"global::System.ReadOnlySpan<{element}>",
        "global::System.Span<float>",
        "Slice",
        "int",
        (buffer, offset) => $"{buffer}.Slice((int){offset})",
        member => $"p.{member}.Value",
        name => $"!{name}.IsEmpty",
        "Cpu::ElementwiseKernels.Copy",
        "Cpu::ElementwiseKernels.Add",
        name => $"{name}.Clear()",
        method =>
        {
            var calls = new CpuCalls(method, expressions);
            return node => (node.Op as ICpuOp ?? throw new InvalidOperationException($"The CPU target has no {node.Op.Name}")).Emit(calls, node);
        });

    public static EquatableArray<EmittedFile> Emit(PlannedModel plan)
    {
        var files = new List<EmittedFile> { new SurfaceWriter(plan).Write(), ParametersWriter.Write(plan), Write(plan) };
        if (plan.CanDecode)
        {
            files.Add(DecoderWriter.Write(plan));
        }

        return new([.. files, .. plan.Entries.Select(EntryWriter.Write)]);
    }

    private static EmittedFile Write(PlannedModel plan)
    {
        var expressions = new CpuExpressions();
        var format = PassFormat.Of(plan.Model, Passes(expressions));
        string header =
            format.Legend + "; every buffer is a slice of one arena, its offset planned by the compiler.";
        return EmittedType.File(plan.Model.Type, ".Cpu", header, "", code => PassesWriter.Passes(code, format, plan, steps: [], more: expressions.Write));
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Cpu;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>Expressions as the CPU target writes them, compiled in one assembly and run over arrays.</summary>
internal sealed class ElementwiseKernels
{
    private readonly Dictionary<Expression, MethodInfo> _methods;

    public ElementwiseKernels(IReadOnlyCollection<Expression> expressions)
    {
        var emitted = new CpuExpressions();
        Expression[] distinct = [.. expressions.Distinct()];
        string[] names = [.. distinct.Select(emitted.Use)];
        var code = new CodeWriter();
        code.Line("using Cpu = global::ModelGen.Cpu;");
        using (code.Block("internal static class Emitted"))
        {
            for (int i = 0; i < distinct.Length; i++)
            {
                string[] inputs = [.. Enumerable.Range(0, distinct[i].InputCount).Select(Expression.InputName)];
                string values = distinct[i].IsLong ? $", values: {distinct[i].ValueCount}" : "";
                code.Line($"internal static void Run{i}(Cpu::ThreadTeam team, float[][] inputs, float[] y) =>");
                code.Line($"    Cpu::ElementwiseKernels.Apply<{names[i]}>(team, {string.Join(", ", inputs.Select((_, j) => $"inputs[{j}]"))}, y, y.Length{values});");
            }

            emitted.Write(code);
        }

        Assembly assembly = Load(code.ToString());
        _methods = distinct.Select((expression, i) => (expression, i)).ToDictionary(pair => pair.expression, pair => assembly.GetType("Emitted")!.GetMethod($"Run{pair.i}", BindingFlags.Static | BindingFlags.NonPublic)!);
    }

    public float[] Run(Expression expression, ThreadTeam team, float[][] inputs, bool inPlace = false)
    {
        float[] y = inPlace ? inputs[0] : new float[inputs[0].Length];
        _methods[expression].Invoke(null, [team, inputs, y]);
        return y;
    }

    private static Assembly Load(string text)
    {
        CSharpCompilation compilation = UserProject.Compile("Expressions" + Guid.NewGuid().ToString("N"), [text]);
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray());
    }
}

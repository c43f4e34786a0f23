using System;
using System.Collections.Generic;
using System.Linq;
using ILGPU.Runtime;
using ModelGen.Compiler;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Spec;
using ModelGen.Graphs;
using ModelGen.Ilgpu.Tests.Harness;

namespace ModelGen.Ilgpu.Tests.Expressions;

/// <summary>Expressions as the ILGPU target writes them, compiled in one assembly and run over arrays.</summary>
internal sealed class ExpressionKernels
{
    private readonly Dictionary<Expression, int> _numbers;
    private readonly Func<Accelerator, int, float[][], long, long, float[]> _run;

    /// <param name="layout">For each expression the axes that its operands have, as <see cref="SpreadKernel"/> takes them; null: all have all.</param>
    public ExpressionKernels(IReadOnlyCollection<Expression> expressions, Func<Expression, EquatableArray<int>>? layout = null)
    {
        Expression[] distinct = [.. expressions.Distinct()];
        _numbers = distinct.Select((expression, i) => (expression, i)).ToDictionary(pair => pair.expression, pair => pair.i);
        var kernels = new KernelSet();
        string[] names = [.. distinct.Select((expression, i) => kernels.Use(layout is null ? new ElementwiseKernel(expression, $"F{i}") : new SpreadKernel(expression, $"F{i}", layout(expression), 2)))];
        var code = new CodeWriter();
        code.Line("using Gpu = global::ModelGen.Gpu;");
        code.Line("using Il = global::ILGPU;");
        using (code.Block("internal static class Emitted"))
        {
            using (code.Block("internal static float[] Run(Il::Runtime.Accelerator accelerator, int expression, float[][] inputs, long count, long inner)"))
            {
                code.Line("using var device = new Gpu::GpuDevice(accelerator, \"Expressions\");");
                code.Line("var x = global::System.Array.ConvertAll(inputs, values => { Gpu::GpuBuffer<float> buffer = device.Allocate<float>(values.Length, \"an input\"); buffer.Write(values); return buffer.View; });");
                code.Line("Gpu::GpuBuffer<float> y = device.Allocate<float>(count, \"the result\");");
                using (code.Block("switch (expression)"))
                {
                    for (int i = 0; i < distinct.Length; i++)
                    {
                        code.Line($"case {i}: {names[i]}(device, {string.Join(", ", Enumerable.Range(0, distinct[i].InputCount).Select(input => $"x[{input}]"))}, y.View, count{(layout is null ? "" : ", inner")}); break;");
                    }
                }

                code.Line("float[] result = new float[count];");
                code.Line("y.Read(result);");
                code.Line("return result;");
            }

            using (code.Block("private static class Kernels"))
            {
                kernels.Write(code);
            }
        }

        _run = GraphAssembly.Compile("Expressions", [code.ToString(), .. ModelCompiler.GpuSupport.Select(file => file.Text)])
            .GetType("Emitted")!.GetMethod("Run", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.CreateDelegate<Func<Accelerator, int, float[][], long, long, float[]>>();
    }

    /// <param name="inner">The size of the last axis, where operands lack some.</param>
    public float[] Run(Expression expression, float[][] inputs, int count, int inner = 1) => _run(Machine.Shared.Accelerator, _numbers[expression], inputs, count, inner);
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>An expression over buffers of one length, a thread for each element.</summary>
internal sealed record ElementwiseKernel(Expression Expression, string Name) : IKernel
{
    public void Write(CodeWriter code)
    {
        string[] inputs = [.. Enumerable.Range(0, Expression.InputCount).Select(Expression.InputName)];
        string views = string.Join(", ", inputs.Append("y").Select(view => $"Il::ArrayView<float> {view}"));
        (IReadOnlyList<string> locals, string result) = new ExpressionText(Expression, function => function.Gpu, Literals.Float, input => inputs[input] + "[i]").Statements("float");
        code.Line($"/// <summary>y = {Literals.Xml(Expression.ToString())}.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {views}, long count) =>");
        code.Line($"    device.Launch({Name}Kernel, ((count + Gpu::GpuReduce.Most - 1) / Gpu::GpuReduce.Most, 1, 1), Gpu::GpuReduce.Most, {string.Join(", ", inputs)}, y, (int)count);").Line();
        using (code.Block($"private static void {Name}Kernel({views}, int count)"))
        {
            code.Line("int i = (Il::Grid.IdxX * Il::Group.DimX) + Il::Group.IdxX;");
            using (code.Block("if (i < count)"))
            {
                foreach (string local in locals)
                {
                    code.Line(local);
                }

                code.Line($"y[i] = {result};");
            }
        }
    }
}

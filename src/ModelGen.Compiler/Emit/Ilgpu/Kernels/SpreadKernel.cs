using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>An expression over buffers of which some lack axes of the result, a thread for each element of that.</summary>
/// <param name="Operands">For each operand a bit for each run of axes that it has, bit 0 for the outermost.</param>
/// <param name="Runs">How many there are; the sizes of all but the first are arguments.</param>
internal sealed record SpreadKernel(Expression Expression, string Function, EquatableArray<int> Operands, int Runs) : IKernel
{
    /// <summary><c>AddMapOf11And01</c>: the second operand lacks the outer axes.</summary>
    public string Name => $"{Function}Of{string.Join("And", Operands.Select(runs => string.Concat(Enumerable.Range(0, Runs).Select(run => (runs >> run) & 1))))}";

    public void Write(CodeWriter code)
    {
        string[] inputs = [.. Enumerable.Range(0, Expression.InputCount).Select(Expression.InputName)];
        string views = string.Join(", ", inputs.Append("y").Select(view => $"Il::ArrayView<float> {view}"));
        string[] sizes = [.. Enumerable.Range(1, Runs - 1).Select(run => "n" + Literals.Int(run))];
        (IReadOnlyList<string> locals, string result) = new ExpressionText(Expression, function => function.Gpu, Literals.Float, input => $"{inputs[input]}[{Index(Operands[input])}]").Statements("float");
        code.Line($"/// <summary>y = {Literals.Xml(Expression.ToString())}, operands repeated along the axes that they lack.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {views}, long count{string.Concat(sizes.Select(size => $", long {size}"))}) =>");
        code.Line($"    device.Launch({Name}Kernel, ((count + Gpu::GpuReduce.Most - 1) / Gpu::GpuReduce.Most, 1, 1), Gpu::GpuReduce.Most, {string.Join(", ", inputs)}, y, (int)count{string.Concat(sizes.Select(size => $", (int){size}"))});").Line();
        using (code.Block($"private static void {Name}Kernel({views}, int count{string.Concat(sizes.Select(size => $", int {size}"))})"))
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

    // Where the number of element i lies: the places along the runs that the operand has, as one.
    private string Index(int runs)
    {
        if (runs == (1 << Runs) - 1)
        {
            return "i";
        }

        string index = "";
        for (int run = 0; run < Runs; run++)
        {
            if ((runs & (1 << run)) == 0)
            {
                continue;
            }

            string behind = string.Join(" * ", Enumerable.Range(run + 1, Runs - run - 1).Select(n => "n" + Literals.Int(n)));
            string place = behind.Length == 0 ? "i" : $"(i / ({behind}))";
            place = run == 0 ? place : $"({place} % n{Literals.Int(run)})";
            index = index.Length == 0 ? place : $"(({index}) * n{Literals.Int(run)}) + {place}";
        }

        return index.Length == 0 ? "0" : index;
    }
}

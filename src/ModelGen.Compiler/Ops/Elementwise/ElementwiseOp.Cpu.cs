using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Elementwise;

public sealed partial class ElementwiseOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string[] inputs = [.. node.Inputs.Select(input => cpu.Use(input!))];
        string[] values = Expression.IsLong ? ["values: " + Literals.Int(Expression.ValueCount)] : [];
        Broadcast layout = Layout(node);
        if (!layout.IsNone)
        {
            string sizes = string.Join(", ", layout.Sizes), operands = string.Join(", ", layout.Operands.Select(runs => Bits(runs, layout.Sizes.Count)));
            cpu.Call(node, $"ElementwiseKernels.Spread<{cpu.Expressions.Use(Expression)}>", [.. inputs, cpu.Use(node.Output), $"sizes: [{sizes}]", $"operands: [{operands}]", .. values]);
            return;
        }

        string[] rest = [cpu.Use(node.Output), Count(node.Output)];
        (string? kernel, string[] first, string[] last) = (Activation, Slope, Expression.Single) switch
        {
            (not Activation.None, _, _) => ("ActivationKernels.Forward", ["Cpu::Activation." + Activation], []),
            (_, not Activation.None, _) => ("ActivationKernels.Backward", new[] { "Cpu::Activation." + Slope }, new string[0]),
            (_, _, { Kernel: { } own } function) when function != Functions.Add || IsSum => (own, [], [.. Expression.Constants.Select(Literals.Float)]),
            _ => (null, [], []),
        };
        if (kernel is not null)
        {
            cpu.Call(node, kernel, [.. first, .. inputs, .. rest, .. last]);
            return;
        }

        cpu.Call(node, $"ElementwiseKernels.Apply<{cpu.Expressions.Use(Expression)}>", [.. inputs, .. rest, .. values]);
    }

    // The innermost run last, as sizes are read: 0b01 has the outer of two no more.
    private static string Bits(int runs, int count) => "0b" + string.Concat(Enumerable.Range(0, count).Select(run => (runs >> (count - 1 - run)) & 1));
}

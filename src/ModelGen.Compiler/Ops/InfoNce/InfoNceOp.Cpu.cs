using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.InfoNce;

public sealed partial class InfoNceOp : ICpuOp
{
    /// <summary>The arguments behind the tensors.</summary>
    internal string[] Rest(Value a) => [Rows(a), Last(a), Literals.Float(Temperature), Literals.Bool(IsSymmetric)];

    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Method.Call(NodeText.Comment(node), "Cpu::InfoNceKernels.Forward", ["team", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), .. Rest(node.Input(0))]);
}

public sealed partial class InfoNceGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string Result(int output) => cpu.IsPlaced(node.Outputs[output]) ? cpu.Use(node.Outputs[output]) : "default";
        cpu.Method.Call(NodeText.Comment(node), "Cpu::InfoNceKernels.Backward", ["team", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), Result(0), Result(1), .. Loss.Rest(node.Input(1))]);
    }
}

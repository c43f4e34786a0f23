using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.GlobalPool;

public sealed partial class GlobalPoolOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        TensorType x = node.Input(0).Type;
        string kind = IsMax ? "Max" : "Mean";
        if (x.IsImage)
        {
            cpu.Call(node, $"PoolKernels.{kind}OverSpace", cpu.Use(node.Input(0)), cpu.Use(node.Output), Count(node.Output), Area(x));
        }
        else
        {
            cpu.Call(node, $"PoolKernels.{kind}OverTime", cpu.Use(node.Input(0)), cpu.Use(node, 1, "mask"), cpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
        }
    }
}

public sealed partial class GlobalPoolGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string kind = IsMax ? "Max" : "Mean";
        string[] x = IsMax ? [cpu.Use(node.Input(1))] : [];
        if (Type.IsImage)
        {
            cpu.Call(node, $"PoolKernels.{kind}OverSpaceBackward", [cpu.Use(node.Input(0)), .. x, cpu.Use(node.Output), Count(node.Input(0)), Area(Type)]);
        }
        else
        {
            cpu.Call(node, $"PoolKernels.{kind}OverTimeBackward", [cpu.Use(node.Input(0)), .. x, cpu.Use(node, 2, "mask"), cpu.Use(node.Output), Batch(node), Time(node), Last(node.Output)]);
        }
    }
}

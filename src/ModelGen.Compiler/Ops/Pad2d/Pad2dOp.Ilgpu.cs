using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Pad2d;

public sealed partial class Pad2dOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string y = gpu.Use(node.Output);
        gpu.Method.Call("zeros around", "device.Clear", y);
        gpu.Move(NodeText.Comment(node), gpu.Use(node.Input(0)), y, Move(node));
    }
}

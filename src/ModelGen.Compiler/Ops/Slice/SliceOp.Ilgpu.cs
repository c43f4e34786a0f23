using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

public sealed partial class SliceOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Move(NodeText.Comment(node), gpu.Use(node.Input(0)), gpu.Use(node.Output), Move.Part(node.Output.Type, node.Input(0).Type, Along(node.Output.Type), Start, fromWhole: true));
}

public sealed partial class SliceGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string dx = gpu.Use(node.Output);
        gpu.Method.Call("zeros around", "device.Clear", dx);
        gpu.Move(NodeText.Comment(node), gpu.Use(node.Input(0)), dx, Move.Part(node.Input(0).Type, Type, Axis, Start, fromWhole: false));
    }
}

using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Tile;

public sealed partial class TileOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Move(NodeText.Comment(node), gpu.Use(node.Input(0)), gpu.Use(node.Output), Move(node));
}

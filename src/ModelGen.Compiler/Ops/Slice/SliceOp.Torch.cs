using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

public sealed partial class SliceOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(node.Output, $"{torch.X(node)}.narrow({Literals.Int(Axis)}, {Start}, {Part.Size})");
}

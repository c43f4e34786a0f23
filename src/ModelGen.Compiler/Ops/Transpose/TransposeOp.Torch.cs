using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Transpose;

public sealed partial class TransposeOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(node.Output, $"{torch.X(node)}.transpose({Literals.Int(First)}, {Literals.Int(Second)})");
}

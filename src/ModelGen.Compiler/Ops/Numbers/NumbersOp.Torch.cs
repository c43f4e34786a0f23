using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Numbers;

public sealed partial class NumbersOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(node.Output, $"{torch.X(node)}.to(Sharp::torch.ScalarType.Float32)");
}

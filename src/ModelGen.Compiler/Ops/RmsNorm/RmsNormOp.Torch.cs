using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.RmsNorm;

public sealed partial class RmsNormOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        torch.Helper("RmsNorm");
        torch.Call(node);
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => new("RmsNorm", $"new RmsNorm({Literals.Int(rows)}, {TorchText.Double(Epsilon)}, device, dtype)");
}

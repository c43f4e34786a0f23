using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GroupNorm;

public sealed partial class GroupNormOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Call(node);

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => new(
        TorchText.Modules + "GroupNorm",
        $"{TorchText.Nn}GroupNorm({Literals.Int(Groups)}, {Literals.Int(rows)}, {TorchText.Double(Epsilon)}, {TorchText.Place}");
}

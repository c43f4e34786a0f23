using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LayerNorm;

public sealed partial class LayerNormOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Call(node);

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => new(
        TorchText.Modules + "LayerNorm",
        $"{TorchText.Nn}LayerNorm({Literals.Int(rows)}, eps: {TorchText.Double(Epsilon)}, {TorchText.Place}");
}

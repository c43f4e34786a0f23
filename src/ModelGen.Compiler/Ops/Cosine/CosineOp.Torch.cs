using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Cosine;

public sealed partial class CosineOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, $"{TorchText.Functional}cosine_similarity({torch.X(node)}, {torch.Forward.Use(node.Input(1))}, -1, {TorchText.Double(Least)})");
}

using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Dropout;

public sealed partial class DropoutOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, $"{TorchText.Functional}dropout({torch.X(node)}, {TorchText.Double(Rate)}, training)");
}

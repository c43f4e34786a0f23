using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.SlopedActivations;

public sealed partial class SlopedActivationOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string function = Kind == SlopedActivation.Elu ? "elu" : "leaky_relu";
        torch.Forward.Assign(node.Output, $"{TorchText.Functional}{function}({torch.X(node)}, {TorchText.Double(Argument)})");
    }
}

using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Sinusoidal;

public sealed partial class SinusoidalOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        torch.Forward.Assign(node.Output, $"{x} + {torch.Helper("SinusoidalTable")}({torch.Forward.Time(node.Input(0))}, {node.Output.Type.Last.Size}, {x})");
    }
}

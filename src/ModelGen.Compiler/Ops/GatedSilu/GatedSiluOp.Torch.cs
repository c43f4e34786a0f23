using System.Collections.Generic;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GatedSilu;

public sealed partial class GatedSiluOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        IReadOnlyList<string> pieces = torch.Forward.Pieces(node.Input(0)).Names;
        if (pieces.Count == 1)
        {
            string halves = torch.Forward.Local("halves");
            torch.Forward.Line($"Sharp::torch.Tensor[] {halves} = {pieces[0]}.chunk(2, -1);");
            pieces = [halves + "[0]", halves + "[1]"];
        }

        torch.Forward.Assign(node.Output, $"{pieces[0]}.silu() * {pieces[1]}");
    }
}

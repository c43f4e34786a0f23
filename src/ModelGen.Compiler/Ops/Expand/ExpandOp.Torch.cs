using System.Linq;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Expand;

public sealed partial class ExpandOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(
        node.Output,
        $"{torch.X(node)}.unsqueeze(0).expand({torch.Forward.Use(node.Input(1))}.shape[0]{string.Concat(node.Input(0).Type.Axes.Select(_ => ", -1"))})");
}

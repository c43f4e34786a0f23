using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Shift;

public sealed partial class ShiftOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node), from = torch.Forward.Local("from"), count = $"{x}.shape[{Literals.Int(Axis)}]";
        string column = string.Concat(Enumerable.Repeat(", 1", node.Output.Type.Axes.Count - 1 - Axis));
        torch.Forward.Line($"Sharp::torch.Tensor {from} = Sharp::torch.arange({count}, device: {x}.device) - {Literals.Int(By)};", "where each comes from");
        torch.Forward.Assign(node.Output, $"{x}.index_select({Literals.Int(Axis)}, {from}.clamp(0, {count} - 1)).masked_fill({from}.lt(0).logical_or({from}.ge({count})).reshape(-1{column}), {TorchText.Double(Fill)})");
    }
}

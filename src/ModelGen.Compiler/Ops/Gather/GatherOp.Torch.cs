using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

public sealed partial class GatherOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string table = torch.X(node), ids = torch.Forward.Use(node.Input(1));
        int first = GatherSizes.First(node.Input(0).Type), own = node.Input(1).Type.Axes.Count;
        string[] sizes = [.. Enumerable.Range(0, own).Select(axis => $"{ids}.shape[{Literals.Int(axis)}]"), .. Enumerable.Range(first + 1, node.Output.Type.Axes.Count - own).Select(axis => $"{table}.shape[{Literals.Int(axis)}]")];
        string rows = torch.Forward.Local("rows"), chosen = torch.Forward.Local("chosen"), all = string.Join(", ", sizes);
        if (first == 0)
        {
            torch.Forward.Line($"Sharp::torch.Tensor {chosen} = {table}.index_select(0, {ids}.to(Sharp::torch.ScalarType.Int64).flatten());");
            torch.Forward.Assign(node.Output, $"{chosen}.reshape({all})");
            return;
        }

        torch.Forward.Line($"Sharp::torch.Tensor {rows} = {table}.flatten(1).reshape({table}.shape[0], {table}.shape[1], -1);", "[B, rows, width]");
        torch.Forward.Line($"Sharp::torch.Tensor {chosen} = {ids}.to(Sharp::torch.ScalarType.Int64).reshape({ids}.shape[0], -1, 1).expand(-1, -1, {rows}.shape[2]);");
        torch.Forward.Assign(node.Output, $"{rows}.gather(1, {chosen}).reshape({all})");
    }
}

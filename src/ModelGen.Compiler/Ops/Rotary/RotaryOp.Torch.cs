using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Rotary;

public sealed partial class RotaryOp : ITorchOp, ITorchTable
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        torch.Helper("RotaryTable");
        string[] heads = torch.Heads(node.Input(0), Heads);
        string cos = torch.Forward.Local("cos");
        string sin = torch.Forward.Local("sin");
        torch.Forward.Line($"(Sharp::torch.Tensor {cos}, Sharp::torch.Tensor {sin}) = {torch.Table(Table(node))}.For({heads[0]});", $"[T, {Literals.Int(Rotation.Turned / 2)}]");
        if (Rotation.Magnitude != 1)
        {
            torch.Forward.Line($"({cos}, {sin}) = ({cos} * {TorchText.Double(Rotation.Magnitude)}, {sin} * {TorchText.Double(Rotation.Magnitude)});", $"[T, {Literals.Int(Rotation.Turned / 2)}]");
        }

        foreach (string rotated in heads.Take(2))
        {
            torch.Forward.Line($"{rotated} = {(IsPlain || Rotation.Turned == Heads.Size ? $"Rotate({rotated}, {cos}, {sin})" : $"Sharp::torch.cat(new[] {{ Rotate({rotated}.narrow(-1, 0, {Literals.Int(Rotation.Turned)}), {cos}, {sin}), {rotated}.narrow(-1, {Literals.Int(Rotation.Turned)}, {Literals.Int(Heads.Size - Rotation.Turned)}) }}, -1)")};");
        }

        torch.Forward.Pack(node.Output, heads, areHeads: true);
    }

    TorchTable ITorchTable.Table(Node node) => Table(node);

    private TorchTable Table(Node node) => new(Rotation, Heads.Size, node.Input(0).Type.Axes[1].Maximum);
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Linear;

public sealed partial class LinearOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        (IReadOnlyList<string> stems, bool isOwn) = torch.Model.Owner(node, 1);
        if (!isOwn)
        {
            // A tied head: the matrix belongs to another module, and the bias is a field.
            string bias = node.Has(2) ? $", {torch.Forward.Use(node.Input(2))}" : "";
            torch.Forward.Assign(node.Output, $"{TorchText.Functional}linear({x}, {torch.Forward.Member(stems[0])}.weight!{bias})");
            return;
        }

        if (stems.Count == 1)
        {
            torch.Forward.Assign(node.Output, $"{torch.Forward.Called(stems[0])}.call({x})");
            return;
        }

        ParameterDecl packed = node.Input(1).Parameter!;
        string[] names = [.. TorchText.PieceNames(stems.Count).Select(torch.Forward.Local)];
        for (int i = 0; i < stems.Count; i++)
        {
            string shape = node.Output.Type.WithLast(Axis.Feature(packed.Parts[i].Rows)).SizesText;
            torch.Forward.Line($"Sharp::torch.Tensor {names[i]} = {torch.Forward.Called(stems[i])}.call({x});", shape);
        }

        torch.Forward.Pack(node.Output, names, areHeads: false);
    }

    // The bias beside a tied matrix is no module's.
    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => IsTied(node, parameter) ? TorchLeaf.Field(parameter) : new(
        TorchText.Modules + "Linear",
        $"{TorchText.Nn}Linear({Literals.Int(node.Input(1).Type.Axes[1].Size.Constant)}, {Literals.Int(rows)}, {(node.Has(2) ? "" : "hasBias: false, ")}{TorchText.Place}");

    private static bool IsTied(Node node, ParameterDecl parameter) =>
        node.Inputs[2]?.Parameter == parameter && node.Input(1).Parameter is { PartsInFile: false } weight && !parameter.PartsInFile && (TorchLeaves.IsField(parameter) || TorchLeaves.Stem(weight.File) != TorchLeaves.Stem(parameter.File));
}

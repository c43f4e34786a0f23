using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv2d;

public sealed partial class Conv2dOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        // The module pads both ends alike; only an even kernel that keeps the size pads more at the end.
        (long moreRows, long moreColumns) = (Sizes.EndPadding - Sizes.Padding, Sizes.PaddingRight - Sizes.PaddingLeft);
        string x = moreRows == 0 && moreColumns == 0 ? torch.X(node) : $"{TorchText.Functional}pad({torch.X(node)}, {TorchText.Longs(0, moreColumns, 0, moreRows)})";
        torch.Forward.Assign(node.Output, $"{torch.Called(node)}.call({x})");
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows)
    {
        string window = Sizes.IsSquare
            ? TorchText.Window(Sizes.Kernel, Sizes.Stride, Sizes.Padding, Sizes.Dilation)
            : $"{Pair(Sizes.Kernel, Sizes.KernelWidth)}, {Pair(Sizes.Stride, Sizes.StrideWidth)}, {Pair(Sizes.Padding, Sizes.PaddingLeft)}, {Pair(Sizes.Dilation, Sizes.Dilation)}";
        return new(TorchText.Modules + "Conv2d", $"{TorchText.Nn}Conv2d({Literals.Int(Sizes.Channels)}, {Literals.Int(Sizes.Filters)}, {window}, {TorchText.Groups(Sizes.Groups)}{TorchText.Bias(node)}{TorchText.Place}");
    }

    private static string Pair(long rows, long columns) => $"({Literals.Int(rows)}, {Literals.Int(columns)})";
}

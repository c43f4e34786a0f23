using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv2d;

public sealed partial class Conv2dOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        // The module pads both ends alike; only an even kernel that keeps the size pads more at the end.
        long more = Sizes.EndPadding - Sizes.Padding;
        string x = more == 0 ? torch.X(node) : $"{TorchText.Functional}pad({torch.X(node)}, {TorchText.Longs(0, more, 0, more)})";
        torch.Forward.Assign(node.Output, $"{torch.Called(node)}.call({x})");
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => new(
        TorchText.Modules + "Conv2d",
        $"{TorchText.Nn}Conv2d({Literals.Int(Sizes.Channels)}, {Literals.Int(Sizes.Filters)}, {TorchText.Window(Sizes.Kernel, Sizes.Stride, Sizes.Padding, Sizes.Dilation)}, {TorchText.Groups(Sizes.Groups)}{TorchText.Bias(node)}{TorchText.Place}");
}

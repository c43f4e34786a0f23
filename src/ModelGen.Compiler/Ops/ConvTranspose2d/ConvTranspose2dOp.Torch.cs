using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

public sealed partial class ConvTranspose2dOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Call(node);

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows)
    {
        string window = TorchText.Window(Sizes.Kernel, Sizes.Stride, Sizes.Padding, OutputPadding(node), otherwise: 0);
        return new(
            TorchText.Modules + "ConvTranspose2d",
            $"{TorchText.Nn}ConvTranspose2d({Literals.Int(Sizes.Filters)}, {Literals.Int(Sizes.Channels)}, {window}, {TorchText.Bias(node)}{TorchText.Place}");
    }
}

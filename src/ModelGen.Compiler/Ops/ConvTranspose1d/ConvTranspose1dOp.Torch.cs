using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

public sealed partial class ConvTranspose1dOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(node.Output, $"{torch.Called(node)}.call({torch.X(node)}.transpose(1, 2)).transpose(1, 2)");

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows)
    {
        string window = TorchText.Window(Windows.Kernel, Windows.Stride, Windows.Padding, OutputPadding, otherwise: 0);
        return new(
            TorchText.Modules + "ConvTranspose1d",
            $"{TorchText.Nn}ConvTranspose1d({Literals.Int(Windows.Filters)}, {Literals.Int(node.Output.Type.Last.Size.Constant)}, {window}, {TorchText.Bias(node)}{TorchText.Place}");
    }
}

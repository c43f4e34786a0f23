using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv1d;

public sealed partial class Conv1dOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = node.Has(3) ? $"{Windows.Alone(torch, node, 3)}.Steps.transpose(1, 2)" : $"{torch.X(node)}.transpose(1, 2)";
        long more = Windows.EndPadding - Windows.Padding;
        if (more != 0)
        {
            x = $"{TorchText.Functional}pad({x}, {TorchText.Longs(0, more)})";
        }

        torch.Forward.Assign(node.Output, $"{torch.Called(node)}.call({x}).transpose(1, 2)");
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => new(
        TorchText.Modules + "Conv1d",
        $"{TorchText.Nn}Conv1d({Literals.Int(node.Input(0).Type.Last.Size.Constant)}, {Literals.Int(Windows.Filters)}, {TorchText.Window(Windows.Kernel, Windows.Stride, Windows.Padding, Windows.Dilation)}, {TorchText.Groups(Windows.Groups)}{TorchText.Bias(node)}{TorchText.Place}");
}

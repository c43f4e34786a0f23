using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TimePool;

public sealed partial class TimePoolOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string windows = TorchText.Arguments(Windows.Kernel, Windows.Stride, Windows.Padding);
        torch.Forward.Assign(node.Output, node.Has(1)
            ? $"{torch.Helper((IsMax ? "Max" : "Mean") + "OverWindows")}({Windows.Alone(torch, node, 1)}, {windows})"
            : $"{TorchText.Functional}{(IsMax ? "max" : "avg")}_pool1d({torch.X(node)}.transpose(1, 2), {windows}).transpose(1, 2)");
    }
}

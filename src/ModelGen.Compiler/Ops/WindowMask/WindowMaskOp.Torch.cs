using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowMask;

public sealed partial class WindowMaskOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        TimeWindows windows = Windows;
        string arguments = TorchText.Arguments(windows.Kernel, windows.Stride, windows.Padding, windows.EndPadding, windows.Dilation);
        torch.Forward.Assign(node.Output, $"{torch.Helper("WindowMask")}({torch.X(node)}, {arguments})", node.Output.Type.SizesText + ", true where a step of the window is real");
    }
}

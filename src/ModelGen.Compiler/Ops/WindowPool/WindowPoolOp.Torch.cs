using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowPool;

public sealed partial class WindowPoolOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        WindowSizes sizes = Sizes;
        string windows = $"{TorchText.Longs(sizes.Size, sizes.Size)}, {TorchText.Longs(sizes.Stride, sizes.Stride)}, {TorchText.Longs(sizes.Padding, sizes.Padding)}";
        torch.Forward.Assign(node.Output, $"{TorchText.Functional}{(IsMax ? "max" : "avg")}_pool2d({torch.X(node)}, {windows})");
    }
}
